// How the benchmarks' own servers listen and end.
#ifndef ACTIONPLAN_TESTS_BENCHMARKS_SERVING_H_
#define ACTIONPLAN_TESTS_BENCHMARKS_SERVING_H_

#include <vector>

#include "grpcpp/impl/service_type.h"

namespace actionplan::benchmarks {

// Called before any thread is started, so that only ServeUntilStopped() sees
// SIGTERM and SIGINT.
void BlockStopSignals();

// Listens on a loopback port that is free, tells it on stderr as the product's
// server does, and returns when the process was asked to stop and every call
// has ended.
void ServeUntilStopped(const std::vector<grpc::Service*>& services);

}  // namespace actionplan::benchmarks

#endif  // ACTIONPLAN_TESTS_BENCHMARKS_SERVING_H_
