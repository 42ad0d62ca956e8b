// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.input.Expectation;

/** The parameters of a request; what is wrong with one, or unknown, is told as it is for files. */
final class Query {
    private final ServiceRequestContext context;
    private final Set<String> known = new LinkedHashSet<>();

    Query(ServiceRequestContext context) {
        this.context = context;
    }

    /** The number in the path. */
    long id() {
        String text = String.valueOf(context.pathParam("id"));
        if (!text.matches("[0-9]{1,18}")) {
            throw new Problem.Raised(
                    HttpStatus.NOT_FOUND, "JOB: expected the number of a job of the store, got '" + shown(text) + "'");
        }
        return Long.parseLong(text);
    }

    /** The ICCID in the path. */
    String iccid() {
        String text = String.valueOf(context.pathParam("iccid"));
        if (!text.matches("[0-9]{18,20}")) {
            throw new Problem.Raised(
                    HttpStatus.NOT_FOUND, "ICCID: expected a card of the store, got '" + shown(text) + "'");
        }
        return text;
    }

    boolean flag(String name) {
        String value = text(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(name, "true or false", value);
        }
        return value.equals("true");
    }

    OptionalLong number(String name, long min, long max) {
        String value = text(name, "");
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.matches("[0-9]{1,18}") || Long.parseLong(value) < min || Long.parseLong(value) > max) {
            throw wrong(name, min + " to " + max, value);
        }
        return OptionalLong.of(Long.parseLong(value));
    }

    String text(String name, String usual) {
        known.add(name);
        List<String> values = context.queryParams(name);
        if (values.size() > 1) {
            throw wrong(name, "it once", values.get(1));
        }
        return values.isEmpty() ? usual : values.get(0);
    }

    /** The value as {@code parser} reads it, which throws an {@link IllegalArgumentException} for a wrong one. */
    <T extends @Nullable Object> T parsed(String name, String usual, Function<String, T> parser) {
        String value = text(name, usual);
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw wrong(name, Expectation.of(e), value);
        }
    }

    /** Refuses parameters that nobody asked for. */
    void noOther() {
        for (String name : context.queryParams().names()) {
            if (!known.contains(name)) {
                throw new Problem.Raised(
                        HttpStatus.BAD_REQUEST,
                        "query: expected " + (known.isEmpty() ? "no parameter" : String.join(", ", known)) + ", got '"
                                + shown(name) + "'");
            }
        }
    }

    static Problem.Raised wrong(String name, String expected, String value) {
        return new Problem.Raised(
                HttpStatus.BAD_REQUEST, name + ": expected " + expected + ", got '" + shown(value) + "'");
    }

    private static String shown(String value) {
        String printable = value.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 64 ? printable : printable.substring(0, 64) + "…";
    }
}
