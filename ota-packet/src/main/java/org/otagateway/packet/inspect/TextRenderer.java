// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.List;
import org.otagateway.packet.bytes.Octets;

/**
 * An inspection as an aligned tree, the one rendering for people.
 *
 * <pre>
 * offset octets                   field                      meaning
 *   0002 15                       CHL                        octets from SPI to RC/CC: 13 and a check of 8
 * </pre>
 */
public final class TextRenderer {
    private static final int OCTETS_A_LINE = 8;
    private static final int OCTETS_WIDTH = 3 * OCTETS_A_LINE - 1;
    private static final int NAME_WIDTH = 34;

    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String GREEN = "\u001b[32m";
    private static final String DIM = "\u001b[2m";
    private static final String BOLD = "\u001b[1m";
    private static final String RESET = "\u001b[0m";

    private final boolean colours;

    /** @param colours whether a terminal shows it */
    public TextRenderer(boolean colours) {
        this.colours = colours;
    }

    /** The whole inspection, with a line feed behind each line. */
    public String render(Inspection inspection) {
        StringBuilder out = new StringBuilder(4096);
        title(inspection, out);
        field(inspection.root(), "", "", "", out);
        findings(inspection, out);
        return out.toString();
    }

    private void title(Inspection inspection, StringBuilder out) {
        Kind kind = inspection.kind();
        out.append(paint(BOLD, kind.text()))
                .append(", ")
                .append(FieldReader.octetsText(inspection.root().octets().length()));
        if (inspection.root().derived()) {
            out.append(", joined");
        }
        out.append(kind.clause().isEmpty() ? "" : paint(DIM, "  " + kind.clause()))
                .append('\n');
        if (!inspection.alternatives().isEmpty()) {
            out.append("could also be: ");
            List<Kind> others = inspection.alternatives();
            for (int i = 0; i < others.size(); i++) {
                out.append(i == 0 ? "" : ", ")
                        .append(others.get(i).text())
                        .append(" (--as ")
                        .append(others.get(i).label())
                        .append(')');
            }
            out.append('\n');
        }
    }

    private void field(Field field, String branch, String below, String outerClause, StringBuilder out) {
        boolean leaf = field.children().isEmpty();
        Octets octets = field.octets();
        String shown = !field.bits().isEmpty()
                ? field.bits()
                : leaf
                        ? spaced(octets, 0)
                        : octets.length() <= OCTETS_A_LINE
                                ? spaced(octets, 0)
                                : spaced(octets.slice(0, OCTETS_A_LINE - 1), 0) + " …";
        String offset = field.bits().isEmpty() ? offset(field.offset()) : "    ";
        line(
                offset,
                field.derived() ? '*' : ' ',
                shown,
                branch + field.name(),
                meaning(field),
                field.verdict(),
                field.clause().equals(outerClause) ? "" : field.clause(),
                out);
        if (leaf && field.bits().isEmpty()) {
            for (int at = OCTETS_A_LINE; at < octets.length(); at += OCTETS_A_LINE) {
                out.append(offset(field.offset() + at))
                        .append(field.derived() ? '*' : ' ')
                        .append(' ')
                        .append((padded(spaced(octets, at), OCTETS_WIDTH) + "  " + below).stripTrailing())
                        .append('\n');
            }
        }
        List<Field> children = field.children();
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            field(
                    children.get(i),
                    below + (last ? "└ " : "├ "),
                    below + (last ? "  " : "│ "),
                    field.clause().isEmpty() ? outerClause : field.clause(),
                    out);
        }
    }

    private static String meaning(Field field) {
        return oneLine(field.meaning());
    }

    private void line(
            String offset,
            char derived,
            String octets,
            String name,
            String meaning,
            Verdict verdict,
            String clause,
            StringBuilder out) {
        StringBuilder line = new StringBuilder(160);
        line.append(offset)
                .append(derived)
                .append(' ')
                .append(padded(octets, OCTETS_WIDTH))
                .append("  ")
                .append(padded(name, NAME_WIDTH))
                .append(mark(verdict))
                .append(' ')
                .append(meaning);
        if (!clause.isEmpty()) {
            line.append(paint(DIM, (meaning.isEmpty() ? "" : "  ") + "[" + clause + "]"));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private String mark(Verdict verdict) {
        return switch (verdict) {
            case PLAIN -> " ";
            case GOOD -> paint(GREEN, "✓");
            case UNCHECKED -> "?";
            case SUSPICIOUS -> paint(YELLOW, "!");
            case BAD -> paint(RED, "✗");
        };
    }

    private void findings(Inspection inspection, StringBuilder out) {
        for (Finding finding : inspection.findings()) {
            out.append(mark(finding.verdict()))
                    .append(' ')
                    .append(oneLine(finding.toString()))
                    .append('\n');
        }
        inspection.diagnosis().ifPresent(diagnosis -> {
            if (diagnosis.matches().isEmpty()) {
                out.append("no assumption makes the check match: it was made with another key, or more was changed\n");
            }
            for (String match : diagnosis.matches()) {
                out.append(paint(GREEN, "→"))
                        .append(" the check matches if ")
                        .append(match)
                        .append('\n');
            }
            out.append("  tried: ").append(String.join("; ", diagnosis.tried())).append('\n');
            if (!diagnosis.shortened().isEmpty()) {
                out.append("  the search was ").append(diagnosis.shortened()).append('\n');
            }
        });
    }

    private String paint(String colour, String text) {
        return colours ? colour + text + RESET : text;
    }

    /** Four digits, or as many as it takes. */
    private static String offset(int octets) {
        String digits = Integer.toHexString(octets);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    private static String spaced(Octets octets, int from) {
        StringBuilder text = new StringBuilder(OCTETS_WIDTH);
        int to = Math.min(octets.length(), from + OCTETS_A_LINE);
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : " ").append(octets.slice(i, i + 1).toHex());
        }
        return text.toString();
    }

    private static String padded(String text, int width) {
        return text.length() > width ? text + " " : text + " ".repeat(width - text.length());
    }

    /** Text of hostile octets must not reach a terminal as control characters. */
    private static String oneLine(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            clean.append(Character.isISOControl(c) ? '.' : c);
        }
        return clean.toString();
    }
}
