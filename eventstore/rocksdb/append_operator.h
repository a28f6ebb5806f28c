// A merge operator under which a value grows by what is added at its end, so
// that a writer need not read it.
#ifndef ACTIONPLAN_EVENTSTORE_ROCKSDB_APPEND_OPERATOR_H_
#define ACTIONPLAN_EVENTSTORE_ROCKSDB_APPEND_OPERATOR_H_

#include <rocksdb/merge_operator.h>

#include <memory>

namespace actionplan::eventstore {

// Thread-safe. Its name is stored with the database and never changes.
std::shared_ptr<rocksdb::MergeOperator> MakeAppendOperator();

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_EVENTSTORE_ROCKSDB_APPEND_OPERATOR_H_
