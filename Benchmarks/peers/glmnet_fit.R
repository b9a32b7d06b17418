#!/usr/bin/env Rscript
# One task of the penalised-fit benchmark by R's glmnet, timed; see penalised_fit.py for the tasks and the folder.
#
#     glmnet_fit.R FOLDER ridge|path|cv [LAMBDAS.json] [THRESH] [OBJECTIVES.json]
#
# Debian's r-base-core, r-cran-glmnet and r-cran-jsonlite. The matrix stays sparse (dgCMatrix); glmnet standardises in
# the algebra.

suppressMessages({ library(Matrix); library(glmnet); library(jsonlite) })
words <- commandArgs(trailingOnly = TRUE)
folder <- words[1]; task <- words[2]
threshold <- if (length(words) >= 4) as.numeric(words[4]) else 1e-7
raw <- function(name, what, size, count) readBin(file.path(folder, name), what, n = count, size = size)
shape <- raw("shape.i64", "integer", 4, 6)[c(1, 3)]
starts <- raw("col_starts.i32", "integer", 4, shape[2] + 1)
stored <- starts[shape[2] + 1]
X <- new("dgCMatrix", i = raw("col_rows.i32", "integer", 4, stored), p = starts,
         x = raw("col_values.f64", "double", 8, stored), Dim = shape)
y <- as.integer(raw("outcomes.u8", "raw", 1, shape[1]))
folds <- as.integer(raw("folds.u8", "raw", 1, shape[1])) + 1L
lambdas <- if (task == "ridge") 1e-4 else fromJSON(words[3])
alpha <- c(ridge = 0, path = 0.5, cv = 1)[[task]]
# A path is never cut short.
glmnet.control(fdev = 0, devmax = 1, mnlam = length(lambdas))

start <- proc.time()
fit <- if (task == "cv") {
  cv.glmnet(X, y, family = "binomial", alpha = alpha, lambda = lambdas, foldid = folds, thresh = threshold, maxit = 1e8)
} else {
  glmnet(X, y, family = "binomial", alpha = alpha, lambda = lambdas, thresh = threshold, maxit = 1e8)
}
took <- proc.time() - start
status <- readLines("/proc/self/status")
peak <- as.integer(gsub("[^0-9]", "", grep("VmHWM", status, value = TRUE))) %/% 1024L
cat(toJSON(list(solver = paste("glmnet, thresh", threshold), task = task, columns = shape[2],
                fit_cpu = round(took[["user.self"]] + took[["sys.self"]], 2), fit_wall = round(took[["elapsed"]], 2),
                peak_rss_mib = peak), auto_unbox = TRUE), "\n")

if (length(words) >= 5) {
  path <- if (task == "cv") fit$glmnet.fit else fit
  mean <- colMeans(X)
  scale <- sqrt(pmax(colMeans(X^2) - mean^2, 0))
  objective <- function(k) {
    w <- path$beta[, k]
    eta <- as.vector(X %*% w) + path$a0[k]
    loss <- mean(pmax(eta, 0) + log1p(exp(-abs(eta))) - y * eta)
    z <- w * scale
    loss + lambdas[k] * (alpha * sum(abs(z)) + (1 - alpha) / 2 * sum(z^2))
  }
  write(toJSON(sapply(seq_along(path$lambda), objective), digits = 16), words[5])
}
