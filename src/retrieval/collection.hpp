#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "retrieval/segment.hpp"

namespace bespoke::retrieval {

struct Query {
    std::string text;
    std::vector<float> embedding;        ///< empty: search by words alone
    std::vector<std::string> documents;  ///< only these; all if empty
    std::size_t limit = 10;
};

struct Hit {
    std::shared_ptr<const Segment> segment;  ///< shared with the collection
    std::size_t passage = 0;
    double score = 0;
};

/// Documents that are searched together: one tenant's. A value; copies share the segments.
class Collection {
public:
    /// Put a document in place of the one with its name. Without passages that one is taken out. `InvalidInput` "dimension" if its embeddings
    /// are of another length than those of the others.
    Status put(Segment segment);
    void remove(const std::string& document);

    /// The passages that fit best, the best first, equal ones by document and id: by reciprocal rank fusion (Cormack, Clarke and Buettcher
    /// 2009) of cosine and BM25, both over the documents of the query alone. What fits by neither is no hit.
    /// `InvalidInput` "dimension" if the query's embedding is of another length than the collection's; "embedding" if not finite.
    [[nodiscard]] Result<std::vector<Hit>> search(const Query& query) const;

    /// Length of the embeddings; 0 while there are none.
    [[nodiscard]] std::size_t dimension() const;
    [[nodiscard]] std::size_t documents() const { return segments_.size(); }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

private:
    using Segments = std::map<std::string, std::shared_ptr<const Segment>>;  // shared with copies and hits
    [[nodiscard]] std::vector<std::shared_ptr<const Segment>> chosen(const Query& query) const;
    [[nodiscard]] std::size_t dimension_without(const std::string& document) const;

    Segments segments_;
    std::size_t bytes_ = 0;
};

}  // namespace bespoke::retrieval
