# Writes the results of its coming cells by hand, with outputs that are no outputs, and "done".
# at most: 18
# %% start
import gc, json, os, struct
def frame(tree, blob=b""):
    text = json.dumps(tree).encode()
    return struct.pack(">QQ", len(text), len(blob)) + text + blob
main = [o.fd for o in gc.get_objects() if type(o).__name__ == "Channel"][0]
bad = [17, None, [[]], {"output_type": "stream", "name": 7, "text": {"a": [1]}}, {"output_type": "error", "traceback": 5},
       {"output_type": "display_data", "data": {"text/html": "<script>alert(1)</script>", "text/plain": 5}},
       {"output_type": "execute_result", "data": [], "execution_count": 1e400, "metadata": {"x": {"$tuple": [1]}}}]
for number in range(1, 40):
    os.write(main, frame({"step": number, "error": "\x1b[2J[bold red]Ha[/]<b>", "outputs": bad, "seconds": 0.1}))
os.write(main, frame({"done": True}))
