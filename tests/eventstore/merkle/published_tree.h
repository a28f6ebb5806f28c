// The example values that implementations of RFC 6962 have shared since
// certificate-transparency's first: a tree of eight leaves.
#ifndef ACTIONPLAN_TESTS_EVENTSTORE_MERKLE_PUBLISHED_TREE_H_
#define ACTIONPLAN_TESTS_EVENTSTORE_MERKLE_PUBLISHED_TREE_H_

#include <string>
#include <vector>

#include "eventstore/merkle/proof.h"

namespace actionplan::eventstore {

// In hexadecimal, as all bytes here.
std::vector<std::string> PublishedLeaves();

// Of the first 0 to 8 leaves.
std::vector<std::string> PublishedRoots();

struct PublishedInclusion {
  LeafPlace place;
  std::vector<std::string> proof;
};
std::vector<PublishedInclusion> PublishedInclusions();

struct PublishedConsistency {
  TreeGrowth growth;
  std::vector<std::string> proof;
};
std::vector<PublishedConsistency> PublishedConsistencies();

}  // namespace actionplan::eventstore

#endif  // ACTIONPLAN_TESTS_EVENTSTORE_MERKLE_PUBLISHED_TREE_H_
