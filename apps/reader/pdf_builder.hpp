#pragma once

#include <string>
#include <vector>

namespace bespoke::reader {

/// Writes small PDF files for tests: one content stream a page, Helvetica as /F1 and its bold face as /F2.
class PdfBuilder {
public:
    /// Resources that a page may name: /Clear is a graphics state of zero opacity, /Picture an image of one pixel.
    PdfBuilder& page(const std::string& content, const std::string& annotations = {}) {
        const std::string stream =
            add("<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream");
        const std::string annots = annotations.empty() ? "" : " /Annots [" + annotations + "]";
        pages_.push_back(add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents " + stream + annots +
                             " /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /ExtGState << /Clear << /ca 0 >> >>"
                             " /XObject << /Picture 5 0 R >> >> >>"));
        return *this;
    }
    PdfBuilder& catalog(const std::string& entries) {
        catalog_ = entries;
        return *this;
    }
    /// One more object that nothing refers to.
    PdfBuilder& object(std::string object) {
        add(std::move(object));
        return *this;
    }
    PdfBuilder& info(const std::string& entries) {
        info_ = entries;
        return *this;
    }

    /// What the letters of /F2 are said to mean, e.g. "<41> <0042>" for A that means B; `program` is a TrueType font to draw them with in
    /// place of Helvetica-Bold.
    PdfBuilder& meaning(const std::string& pairs, const std::string& program = {}) {
        const std::string map =
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def\n"
            "1 begincodespacerange <00> <ff> endcodespacerange\n1 beginbfchar " +
            pairs + " endbfchar\nendcmap end end";
        bold_ = " /ToUnicode " + add_stream(map);
        if (program.empty()) return *this;
        const std::string file = add_stream(program);
        bold_ += " /FirstChar 0 /LastChar 255 /Widths [" + repeated("600 ", 256) + "] /FontDescriptor " +
                 add("<< /Type /FontDescriptor /FontName /Program /Flags 32 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 "
                     "/Descent -200 "
                     "/CapHeight 700 /StemV 80 /FontFile2 " +
                     file + " >>");
        bold_subtype_ = "/TrueType /BaseFont /Program";
        return *this;
    }

    /// Draws the letters of /F2 by programs (a Type 3 font): the name of a letter and what it paints, on an em of 1,000 units.
    PdfBuilder& programs(const std::vector<std::pair<std::string, std::string>>& letters) {
        std::string procedures;
        for (const auto& [name, content] : letters)
            procedures += " /" + name + " " + add_stream("600 0 0 0 600 700 d1 " + content);
        bold_ += " /FirstChar 0 /LastChar 255 /Widths [" + repeated("600 ", 256) + "] /CharProcs <<" + procedures +
                 " >> /Resources << /Font << /F1 3 0 R >> >>";
        bold_subtype_ = "/Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0]";
        return *this;
    }

    [[nodiscard]] std::string build() const {
        std::string kids;
        for (const std::string& page : pages_) kids += page + " ";
        std::vector<std::string> all{
            "<< /Type /Catalog /Pages 2 0 R " + catalog_ + " >>",
            "<< /Type /Pages /Count " + std::to_string(pages_.size()) + " /Kids [" + kids + "] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype " + bold_subtype_ + " /Encoding /WinAnsiEncoding" + bold_ + " >>",
            "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\n"
            "stream\nx\nendstream",
            "<< " + info_ + " >>"};
        all.insert(all.end(), objects_.begin(), objects_.end());
        std::string out = "%PDF-1.7\n";
        std::string table = "xref\n0 " + std::to_string(all.size() + 1) + "\n0000000000 65535 f \n";
        for (std::size_t i = 0; i < all.size(); ++i) {
            const std::string offset = std::to_string(out.size());
            table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
            out += std::to_string(i + 1) + " 0 obj\n" + all[i] + "\nendobj\n";
        }
        const std::size_t start = out.size();
        return out + table + "trailer\n<< /Size " + std::to_string(all.size() + 1) + " /Root 1 0 R /Info 6 0 R >>\nstartxref\n" +
               std::to_string(start) + "\n%%EOF\n";
    }

private:
    std::string add(std::string object) {
        constexpr std::size_t kFirst = 7;
        objects_.push_back(std::move(object));
        return std::to_string(kFirst + objects_.size() - 1) + " 0 R";
    }

    std::string add_stream(const std::string& bytes) {
        return add("<< /Length " + std::to_string(bytes.size()) + " >>\nstream\n" + bytes + "\nendstream");
    }
    static std::string repeated(const std::string& text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += text;
        return all;
    }

    std::vector<std::string> objects_, pages_;
    std::string catalog_, info_, bold_, bold_subtype_ = "/Type1 /BaseFont /Helvetica-Bold";
};

/// Content that shows a text at (x, y from the bottom) in points.
inline std::string show(const std::string& text, int x, int y, const std::string& font = "/F1 12 Tf",
                        const std::string& before = {}) {
    return "q BT " + font + " " + before + " " + std::to_string(x) + " " + std::to_string(y) + " Td (" + text + ") Tj ET Q\n";
}

}  // namespace bespoke::reader
