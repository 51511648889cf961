"""The outer planets around the sun, by a symplectic integrator: prints the system's energy, which should hardly move."""

import math
import sys

DAYS = 365.24
SOLAR_MASS = 4 * math.pi**2


class Body:
    def __init__(self, name, position, velocity, mass):
        self.name = name
        self.x, self.y, self.z = position
        self.vx, self.vy, self.vz = (v * DAYS for v in velocity)
        self.mass = mass * SOLAR_MASS

    def distance(self, other):
        return math.sqrt((self.x - other.x) ** 2 + (self.y - other.y) ** 2 + (self.z - other.z) ** 2)


def solar_system():
    return [
        Body("Sun", (0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 1.0),
        Body("Jupiter", (4.841, -1.160, -0.104), (0.00166, 0.00770, -0.0000690), 0.000954),
        Body("Saturn", (8.343, 4.125, -0.404), (-0.00277, 0.00499, 0.0000230), 0.000286),
        Body("Uranus", (12.894, -15.111, -0.223), (0.00296, 0.00238, -0.0000297), 0.0000437),
        Body("Neptune", (15.380, -25.919, 0.179), (0.00268, 0.00163, -0.0000952), 0.0000515),
    ]


def advance(bodies, dt):
    for i, a in enumerate(bodies):
        for b in bodies[i + 1 :]:
            dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
            pull = dt / a.distance(b) ** 3
            a.vx -= dx * b.mass * pull
            a.vy -= dy * b.mass * pull
            a.vz -= dz * b.mass * pull
            b.vx += dx * a.mass * pull
            b.vy += dy * a.mass * pull
            b.vz += dz * a.mass * pull
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


def energy(bodies):
    total = 0.0
    for i, a in enumerate(bodies):
        total += 0.5 * a.mass * (a.vx**2 + a.vy**2 + a.vz**2)
        for b in bodies[i + 1 :]:
            total -= a.mass * b.mass / a.distance(b)
    return total


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    bodies = solar_system()
    print(f"before {energy(bodies):.9f}")
    for _ in range(steps):
        advance(bodies, 0.01)
    print(f"after  {energy(bodies):.9f}")
    for body in bodies[1:]:
        print(f"{body.name:<8} is {body.distance(bodies[0]):6.3f} AU from the sun")


main()
