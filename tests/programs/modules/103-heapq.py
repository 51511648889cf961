import _heapq

heap = []
for x in [5, 1, 8, 3, 9, 2]:
    _heapq.heappush(heap, x)
print(heap)
print(_heapq.heapreplace(heap, 7), _heapq.heappushpop(heap, 0))
print([_heapq.heappop(heap) for _ in range(len(heap))])
heap = [4, 1, 9, 7, 3]
_heapq.heapify_max(heap)
print(heap, _heapq.heappop_max(heap))
try:
    _heapq.heappop([])
except IndexError as e:
    print(e)
