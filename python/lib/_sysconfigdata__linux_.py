"""Variables of the build, as far as there are any: nothing here was configured by autoconf."""

build_time_vars = {
    "ABIFLAGS": "",
    "EXT_SUFFIX": ".so",
    "LIBDIR": "/usr/local/lib",
    "MULTIARCH": "",
    "PYTHONFRAMEWORK": "",
    "Py_DEBUG": 0,
    "Py_ENABLE_SHARED": 0,
    "Py_GIL_DISABLED": 0,
    "SHLIB_SUFFIX": ".so",
    "SOABI": "",
    "TZPATH": "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo",
    "VERSION": "3.14",
}
