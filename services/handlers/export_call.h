// A stream that is the file of an export:
// actionplan/eventstore/v1/export.proto.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_EXPORT_CALL_H_
#define ACTIONPLAN_SERVICES_HANDLERS_EXPORT_CALL_H_

#include <string>

#include "eventstore/base/thread_pool.h"
#include "eventstore/event_store.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "services/checkpoints/checkpoint_keeper.h"

namespace actionplan::handlers {

// Starts the stream; gRPC owns it until it is done. Memory is bounded: the
// next piece is read, on one of the readers' threads, when the one before was
// taken, and nothing is held while a reader is slow. Log and readers outlive
// the stream.
grpc::ServerWriteReactor<grpc::ByteBuffer>* StartExport(
    const eventstore::EventStore& log, base::ThreadPool& readers,
    const std::string& origin, checkpoints::SignedCheckpoint checkpoint);

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_EXPORT_CALL_H_
