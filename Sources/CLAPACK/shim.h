// Debian's liblapack-dev ships no C header: the Fortran symbols are declared here as gfortran
// compiles them (INTEGER is 32 bits; each CHARACTER argument adds a hidden length at the end).
#include <stddef.h>

void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda,
             double *b, const int *ldb, int *info, size_t uplo_length);
