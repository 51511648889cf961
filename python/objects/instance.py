"""Instances of classes made by class statements on top of `object`."""

from python.objects.base import W_Object
from python.objects.type_ import W_Type
from python.objects.usermixin import UserMixin


class W_Instance(UserMixin, W_Object):
    """Nothing but a shape and slots."""

    def __init__(self, w_type: W_Type) -> None:
        self.init_user(w_type)
