#include "adapters/openvino/processor.hpp"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace bespoke::adapters::openvino {

#if defined(__x86_64__)
ProcessorFeatures processor_features() {
    // Intel SDM volume 2, CPUID leaf 7.
    unsigned a = 0, b = 0, c = 0, d = 0;
    ProcessorFeatures features;
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0) return features;
    features.int8_dot = (c >> 11 & 1) != 0;
    if (__get_cpuid_count(7, 1, &a, &b, &c, &d) == 0) return features;
    features.int8_dot |= (a >> 4 & 1) != 0;
    features.bf16_dot = (a >> 5 & 1) != 0;
    return features;
}
#else
ProcessorFeatures processor_features() { return {}; }
#endif

}  // namespace bespoke::adapters::openvino
