// The scanning kernels are static inline in the header; SwiftPM wants one translation unit.
#include "scan.h"
