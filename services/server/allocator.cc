// Part of a program, not of a library: the allocator reads this name when the
// program starts.
//
// Rows and memtables are small things reached through many pointers. In large
// pages a walk over them misses the page tables less often: a rebuild of the
// views took a third less time. Where the system has no large pages nothing
// changes.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "thp:always";
}
