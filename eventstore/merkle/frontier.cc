#include "eventstore/merkle/frontier.h"

#include <bit>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace actionplan::eventstore {
namespace {

constexpr size_t kSizeBytes = 8;

uint64_t BigEndian(absl::string_view bytes) {
  uint64_t number = 0;
  for (const char byte : bytes) {
    number = number << 8 | static_cast<uint8_t>(byte);
  }
  return number;
}

}  // namespace

absl::StatusOr<Frontier> Frontier::Parse(absl::string_view bytes) {
  if (bytes.size() < kSizeBytes) {
    return absl::InvalidArgumentError(absl::StrCat(
        "a frontier of ", bytes.size(), " bytes has no size of a tree"));
  }
  Frontier frontier;
  frontier.size_ = BigEndian(bytes.substr(0, kSizeBytes));
  if (frontier.size_ > kMaxTreeSize) {
    return absl::InvalidArgumentError(
        absl::StrCat("a frontier names a tree of ", frontier.size_, " leaves, ",
                     kMaxTreeSize, " is the limit"));
  }
  const size_t expected = std::popcount(frontier.size_);
  auto hashes = HashesOf(bytes.substr(kSizeBytes));
  if (!hashes || hashes->size() != expected) {
    return absl::InvalidArgumentError(absl::StrCat(
        "a frontier of ", frontier.size_, " leaves has ", expected,
        " hashes, but ", bytes.size() - kSizeBytes, " bytes were stored"));
  }
  frontier.hashes_ = *std::move(hashes);
  return frontier;
}

std::string Frontier::Serialise() const {
  std::string bytes;
  bytes.reserve(kSizeBytes + hashes_.size() * kMerkleHashBytes);
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(size_ >> shift));
  }
  absl::StrAppend(&bytes, BytesOf(hashes_));
  return bytes;
}

void Frontier::Append(const MerkleHash& leaf, TreeHasher& hasher) {
  Append(leaf, hasher, [](const NodeId&, const MerkleHash&) {});
}

void Frontier::Append(const MerkleHash& leaf, TreeHasher& hasher,
                      Completed completed) {
  MerkleHash hash = leaf;
  NodeId node{.level = 0, .index = size_};
  completed(node, hash);
  // A right child completes its parent; its left sibling is the last hash.
  while ((node.index & 1) != 0) {
    hash = hasher.Node(hashes_.back(), hash);
    hashes_.pop_back();
    node = {.level = node.level + 1, .index = node.index >> 1};
    completed(node, hash);
  }
  hashes_.push_back(hash);
  ++size_;
}

MerkleHash Frontier::Root(TreeHasher& hasher) const {
  if (hashes_.empty()) return hasher.EmptyRoot();
  MerkleHash root = hashes_.back();
  for (size_t at = hashes_.size() - 1; at-- > 0;) {
    root = hasher.Node(hashes_[at], root);
  }
  return root;
}

}  // namespace actionplan::eventstore
