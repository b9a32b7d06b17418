# Writes penalised.json: elastic-net fits of ridge.csv by glmnet, with weights (some 0), offsets, penalty factors (one 0)
# and folds, all by the row's number.
#
#     Rscript penalised.R        (glmnet 4.1-6, jsonlite)
#
# glmnet rescales penalty factors to a sum of p; these have it.

suppressMessages({ library(glmnet); library(jsonlite) })
data <- read.csv("ridge.csv")
X <- as.matrix(data[, c("age", "egfr", "copd", "diabetes", "heart_failure")])
y <- data$outcome
row <- seq_len(nrow(X)) - 1
weights <- (row * 7) %% 5 / 2
offsets <- ((row * 3) %% 7 - 3) / 10
folds <- (row * 11) %% 4
glmnet.control(fdev = 0, devmax = 1)

fits <- function(alpha, weights, offsets, factors) {
  lambda <- NULL
  if (alpha == 0) lambda <- c(0.1, 0.01, 0.001)
  fit <- glmnet(X, y, family = "binomial", alpha = alpha, weights = weights, offset = offsets,
                penalty.factor = factors, nlambda = 12, lambda = lambda, thresh = 1e-22, maxit = 1e7)
  list(alpha = alpha, factors = factors, lambda = fit$lambda, intercept = unname(fit$a0),
       coefficients = unname(lapply(seq_along(fit$lambda), function(k) as.vector(fit$beta[, k]))))
}
# Folds are fitted at the lambdas given; without them cv.glmnet interpolates between those of each fold's own path.
lambda <- c(0.15, 0.07, 0.03, 0.01, 0.004, 0.001, 0.0001)
ones <- rep(1, nrow(X)); none <- rep(0, nrow(X)); equal <- rep(1, ncol(X))
cv <- cv.glmnet(X, y, family = "binomial", alpha = 1, weights = weights + 1, offset = offsets, lambda = lambda,
                foldid = folds + 1, thresh = 1e-22, maxit = 1e7)
answer <- list(
  plain = lapply(c(0, 0.3, 1), function(alpha) fits(alpha, ones, none, equal)),
  weighted = lapply(c(0, 0.3, 1), function(alpha) fits(alpha, weights, offsets, c(0, 2, 1, 1, 1))),
  cross_validation = list(lambda = cv$lambda, deviance = cv$cvm, deviance_error = cv$cvsd,
                          minimum = cv$index[1] - 1, one_standard_error = cv$index[2] - 1))
auc <- cv.glmnet(X, y, family = "binomial", alpha = 1, offset = offsets, lambda = lambda, foldid = folds + 1,
                 type.measure = "auc", thresh = 1e-22, maxit = 1e7)
answer$auroc <- list(lambda = auc$lambda, mean = auc$cvm, error = auc$cvsd)
write(toJSON(answer, digits = NA, auto_unbox = TRUE, pretty = TRUE), "penalised.json")
