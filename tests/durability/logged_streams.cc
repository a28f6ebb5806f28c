#include "tests/durability/logged_streams.h"

#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"

namespace actionplan::durability {
namespace {

const LoggedStreams::Events kNone;

template <typename Map, typename Key>
const LoggedStreams::Events& FindIn(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? kNone : found->second;
}

}  // namespace

std::string NameOf(const resources::Resource& resource) {
  return std::visit([](const auto& state) { return state.name(); }, resource);
}

uint64_t RevisionOf(const resources::Resource& resource) {
  const std::string etag =
      std::visit([](const auto& state) { return state.etag(); }, resource);
  uint64_t revision = 0;
  if (etag.size() < 3 ||
      !absl::SimpleAtoi(etag.substr(1, etag.size() - 2), &revision)) {
    return 0;
  }
  return revision;
}

int64_t LastPositionOf(const resources::Resource& resource) {
  return std::visit([](const auto& state) { return state.last_position(); },
                    resource);
}

LoggedStreams::LoggedStreams(const std::vector<events::v1::Event>& log) {
  for (const events::v1::Event& event : log) {
    const events::v1::EventContext& context = event.context();
    streams_[context.stream()].push_back(&event);
    requests_[{context.actor(), context.request_id()}].push_back(&event);
    std::vector<resources::Resource>& folds = folds_[context.stream()];
    std::optional<resources::Resource> state =
        folds.empty() ? resources::EmptyResource(context.stream())
                      : folds.back();
    if (!state) continue;
    resources::Evolve(event, *state);
    folds.push_back(*std::move(state));
  }
}

const LoggedStreams::Events& LoggedStreams::Of(
    const std::string& stream) const {
  return FindIn(streams_, stream);
}

const LoggedStreams::Events& LoggedStreams::Of(
    const RequestKey& request) const {
  return FindIn(requests_, request);
}

std::string LoggedStreams::Difference(
    const resources::Resource& resource) const {
  const uint64_t revision = RevisionOf(resource);
  const auto folds = folds_.find(NameOf(resource));
  if (folds == folds_.end() || revision == 0 ||
      revision > folds->second.size()) {
    return absl::StrCat("the log has no revision ", revision, " of it");
  }
  using google::protobuf::util::MessageDifferencer;
  std::string difference;
  MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  const resources::Resource& fold = folds->second[revision - 1];
  if (differencer.Compare(resources::AsMessage(fold),
                          resources::AsMessage(resource))) {
    return "";
  }
  return difference;
}

}  // namespace actionplan::durability
