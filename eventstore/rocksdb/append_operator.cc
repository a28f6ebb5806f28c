#include "eventstore/rocksdb/append_operator.h"

#include <deque>
#include <string>

namespace actionplan::eventstore {
namespace {

class AppendOperator final : public rocksdb::MergeOperator {
 public:
  bool FullMergeV2(const MergeOperationInput& input,
                   MergeOperationOutput* output) const override {
    std::string& value = output->new_value;
    value.clear();
    if (input.existing_value != nullptr) {
      value.assign(input.existing_value->data(), input.existing_value->size());
    }
    for (const rocksdb::Slice& added : input.operand_list) {
      value.append(added.data(), added.size());
    }
    return true;
  }

  bool PartialMergeMulti(const rocksdb::Slice&,
                         const std::deque<rocksdb::Slice>& operands,
                         std::string* value, rocksdb::Logger*) const override {
    value->clear();
    for (const rocksdb::Slice& added : operands) {
      value->append(added.data(), added.size());
    }
    return true;
  }

  const char* Name() const override { return "actionplan.Append"; }
};

}  // namespace

std::shared_ptr<rocksdb::MergeOperator> MakeAppendOperator() {
  return std::make_shared<AppendOperator>();
}

}  // namespace actionplan::eventstore
