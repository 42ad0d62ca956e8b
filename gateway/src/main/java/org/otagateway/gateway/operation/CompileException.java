// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.jspecify.annotations.Nullable;

/** An operation that comes to no commands for one card. No secret is in it. */
public final class CompileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final @Nullable String value;
    private final String expected;

    /**
     * @param field the column, or what of the script is wrong
     * @param value what stands there; null where nothing does, or where it is a secret
     * @param expected what should
     */
    public CompileException(String field, @Nullable String value, String expected) {
        super(field + ": expected " + expected + (value == null ? "" : ", got " + value));
        this.field = field;
        this.value = value;
        this.expected = expected;
    }

    public String field() {
        return field;
    }

    public @Nullable String value() {
        return value;
    }

    public String expected() {
        return expected;
    }
}
