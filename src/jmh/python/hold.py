"""The hold model on SimPy: takes the first of n pending events and puts it back an exponential time later.

Runs on SimPy 3 and 4, and on SimPy 2, which is what Debian 12 calls python3-simpy.

usage: hold.py [PENDING...]
"""
import math
import random
import statistics
import sys
import time

try:
    import simpy

    VERSION = simpy.__version__
except ImportError:
    import SimPy
    from SimPy.Simulation import Process, Simulation, hold

    simpy = None
    VERSION = SimPy.__version__

EVENTS = 200_000
ROUNDS = 5

random.seed(1)
INCREMENTS = [-math.log(1 - random.random()) for _ in range(1 << 16)]


class Callbacks:
    """Timeouts whose callback sets the next one: SimPy 3 and 4."""

    def __init__(self, pending):
        self.environment = simpy.Environment()
        self.step = self.environment.step
        self.count = 0
        for _ in range(pending):
            self.again(None)

    def again(self, _):
        delay = INCREMENTS[self.count & 0xFFFF]
        self.count += 1
        self.environment.timeout(delay).callbacks.append(self.again)


class Processes:
    """Processes that hold for ever anew: SimPy 2."""

    def __init__(self, pending):
        self.simulation = Simulation()
        self.simulation.initialize()
        self.step = self.simulation.step
        self.count = 0
        for _ in range(pending):
            process = Process(sim=self.simulation)
            self.simulation.activate(process, self.again(process))
        for _ in range(pending):
            self.step()

    def again(self, process):
        while True:
            delay = INCREMENTS[self.count & 0xFFFF]
            self.count += 1
            yield hold, process, delay


def nanos(model):
    start = time.process_time()
    for _ in range(EVENTS):
        model.step()
    return (time.process_time() - start) / EVENTS * 1e9


for pending in [int(word) for word in sys.argv[1:]] or [1_000, 100_000, 1_000_000]:
    model = Callbacks(pending) if simpy else Processes(pending)
    rounds = [nanos(model) for _ in range(ROUNDS)]
    print(f"SimPy {VERSION}, {pending} pending: {statistics.median(rounds):.0f} ns an event")
