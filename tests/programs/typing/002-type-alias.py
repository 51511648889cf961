type A[K] = dict[K, int]
type Rec = dict[str, Rec] | int
print(A, A[int], A.__value__, A.__type_params__, A.__parameters__, A[int].__value__)
print(Rec.__value__, A | int)
type B = int
try:
    B[int]
except TypeError as e:
    print(e)
type Late = undefined_name
try:
    Late.__value__
except NameError as e:
    print(e)
