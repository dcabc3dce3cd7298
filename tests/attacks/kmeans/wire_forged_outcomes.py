# From within its calls, sends outcomes by hand: each function another kind of damage.
# points: 0
# review: .
# %% start
import json, os, struct, sys
def send(text, blob=b""):
    frame = sys._getframe()
    while "channel" not in frame.f_locals:
        frame = frame.f_back
    fd = frame.f_locals["channel"].fd
    data = struct.pack(">QQ", len(text), len(blob)) + text + blob
    while data:
        data = data[os.write(fd, data) :]
def outcome(**changes):
    one = {"status": "returned", "value": {"kind": "array", "type_name": "array", "array": {"$array": ["<f8", []]}, "items": []},
           "error": "", "error_kinds": [], "message": "", "changed": [], "printed": False, "plotted": False, "warned": "",
           "seconds": 0.0, "after": {}}
    return json.dumps({"outcomes": [{**one, **changes}]}).encode()
# %% instead of pixel_features
def pixel_features(image, space_weight=0.0):
    send(outcome(status=["returned"]), b"\0" * 8)
# %% instead of feature_distance
def feature_distance(fi, fj):
    send(outcome(value={"kind": "array", "type_name": "x", "array": {"$array": [["<f8"], [2]]}, "items": []}))
# %% instead of assign_labels
def assign_labels(features, means):
    send(outcome(value={"kind": "array", "type_name": "x", "array": {"$array": ["|O", [1]]}, "items": []}), b"\0" * 8)
# %% instead of update_means
def update_means(features, labels, means):
    send(outcome(value={"kind": "array", "type_name": "x", "array": {"$array": ["<f8", [0, 1 << 39, 1 << 39]]}, "items": []}))
# %% instead of within_cluster_error
def within_cluster_error(features, labels, means):
    send(b'{"ended": {"$array": ["<i8", [3]]}}', b"\x0e" + b"\0" * 23)
# %% instead of kmeans
def kmeans(features, means, epsilon=0.5, max_iter=100):
    send(outcome(seconds=10**400), b"\0" * 8)
# %% instead of init_random
def init_random(features, k, min_distance, rng):
    send(outcome(after={"features": 5}, changed=["features"] * 1000), b"\0" * 8)
# %% instead of init_uniform
def init_uniform(features, k):
    send(outcome(value={"kind": "sequence", "type_name": "x", "array": None, "items": [{"kind": ["none"]}]}))
# %% instead of init_subset
def init_subset(features, k, fraction, rng):
    send(b'{"outcomes": [' + b"[]," * 30000 + b"1]}")
# %% instead of segment_image
def segment_image(image, labels, means):
    send(struct.pack(">QQ", 1 << 50, 1 << 50))
