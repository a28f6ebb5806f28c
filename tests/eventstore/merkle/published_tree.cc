#include "tests/eventstore/merkle/published_tree.h"

namespace actionplan::eventstore {
namespace {

// Nodes that several proofs share, by the leaves below them.
constexpr char k0[] =
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
constexpr char k1[] =
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
constexpr char k01[] =
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
constexpr char k23[] =
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
constexpr char k0123[] =
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
constexpr char k4[] =
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
constexpr char k45[] =
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
constexpr char k6[] =
    "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f";
constexpr char k67[] =
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
constexpr char k4567[] =
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";

}  // namespace

std::vector<std::string> PublishedLeaves() {
  return {"",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f"};
}

std::vector<std::string> PublishedRoots() {
  return {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          k0,
          k01,
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          k0123,
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
}

std::vector<PublishedInclusion> PublishedInclusions() {
  return {{{.index = 0, .tree_size = 1}, {}},
          {{.index = 0, .tree_size = 8}, {k1, k23, k4567}},
          {{.index = 5, .tree_size = 8}, {k4, k67, k0123}},
          {{.index = 2, .tree_size = 3}, {k01}},
          {{.index = 1, .tree_size = 5}, {k0, k23, k4}}};
}

std::vector<PublishedConsistency> PublishedConsistencies() {
  return {{{.old_size = 1, .new_size = 1}, {}},
          {{.old_size = 1, .new_size = 8}, {k1, k23, k4567}},
          {{.old_size = 6, .new_size = 8}, {k45, k67, k0123}},
          {{.old_size = 2, .new_size = 5}, {k23, k4}},
          {{.old_size = 6, .new_size = 7}, {k45, k6, k0123}}};
}

}  // namespace actionplan::eventstore
