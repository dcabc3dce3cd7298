# Sends arrays that announce other shapes and dtypes than their bytes, with the right inputs after.
# points: 13
# review: .
# %% start
import json, os, struct, sys
def send(spec, blob):
    frame = sys._getframe()
    while "channel" not in frame.f_locals:
        frame = frame.f_back
    fd = frame.f_locals["channel"].fd
    one = {"status": "returned", "value": {"kind": "array", "type_name": "array", "array": {"$array": spec}, "items": []},
           "error": "", "error_kinds": [], "message": "", "changed": [], "printed": False, "plotted": False, "warned": "",
           "seconds": 0.0, "after": {}}
    text = json.dumps({"outcomes": [one]}).encode()
    os.write(fd, struct.pack(">QQ", len(text), len(blob)) + text + blob)
# %% instead of feature_distance
def feature_distance(fi, fj):
    send(["<f8", [10**9]], b"\0" * 8)
# %% instead of assign_labels
def assign_labels(features, means):
    send(["<i8", [len(features)]], b"\0" * 8 * len(features) + b"more")
# %% instead of update_means
def update_means(features, labels, means):
    send([">f8", list(means.shape)], b"\0" * means.nbytes)
