print(__name__, __doc__)
