/* Finds many patterns in one pass: which of them stand anywhere in some bytes. */

#include <stddef.h>
#include <string.h>

#define PAIRS 65536

void search(const unsigned char *hay, size_t size, const unsigned char **patterns,
            const size_t *sizes, int count, unsigned char *found)
{
    static int first[PAIRS];
    static int next[4096];
    memset(first, -1, sizeof first);
    for (int one = 0; one < count && one < 4096; one++) {
        int pair = patterns[one][0] << 8 | patterns[one][1];
        next[one] = first[pair];
        first[pair] = one;
    }
    for (size_t at = 0; at + 1 < size; at++) {
        for (int one = first[hay[at] << 8 | hay[at + 1]]; one >= 0; one = next[one])
            if (!found[one] && sizes[one] <= size - at &&
                memcmp(hay + at, patterns[one], sizes[one]) == 0)
                found[one] = 1;
    }
}
