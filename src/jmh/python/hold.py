"""The hold model on SimPy: takes the first of n pending events and puts it back an exponential time later.

usage: hold.py [PENDING...]
"""
import math
import random
import statistics
import sys
import time

import simpy

EVENTS = 200_000
ROUNDS = 5

random.seed(1)
INCREMENTS = [-math.log(1 - random.random()) for _ in range(1 << 16)]


class Hold:
    def __init__(self, pending):
        self.environment = simpy.Environment()
        self.count = 0
        for _ in range(pending):
            self.again(None)

    def again(self, _):
        delay = INCREMENTS[self.count & 0xFFFF]
        self.count += 1
        self.environment.timeout(delay).callbacks.append(self.again)

    def run(self, events):
        for _ in range(events):
            self.environment.step()


def nanos(hold):
    start = time.process_time()
    hold.run(EVENTS)
    return (time.process_time() - start) / EVENTS * 1e9


for pending in [int(word) for word in sys.argv[1:]] or [1_000, 100_000, 1_000_000]:
    model = Hold(pending)
    rounds = [nanos(model) for _ in range(ROUNDS)]
    print(f"SimPy {simpy.__version__}, {pending} pending: {statistics.median(rounds):.0f} ns an event")
