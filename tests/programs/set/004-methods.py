a = {1, 2}; print(sorted(a.union([3], (4,))), a.intersection([2, 9]), a.difference([1]), sorted(a.symmetric_difference([2, 3])), a.issubset([1, 2, 3]), a.issuperset([1]))
a.update([5], [6]); print(sorted(a)); a.intersection_update([5, 1]); print(sorted(a)); a.difference_update([1]); print(a); a.symmetric_difference_update({5, 7}); print(a)
