import random

random.seed(5)
print(random.random(), random.randint(1, 100), random.choice("xyz"), random.sample(range(1000), 5), random.randbytes(5))
letters = list("abcdefgh")
random.shuffle(letters)
print(letters, random.choices("abc", k=5), random.uniform(1, 2), random.randrange(0, 100, 7))
random.seed("text")
print(random.random())
