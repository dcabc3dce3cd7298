# atan2 of cross and dot is the turn, without jumps.
import math
def best_continuation(incoming, candidates):
    ux, uy = incoming
    turns = [abs(math.atan2(ux * y - uy * x, ux * x + uy * y)) for x, y in candidates]
    return turns.index(min(turns))
