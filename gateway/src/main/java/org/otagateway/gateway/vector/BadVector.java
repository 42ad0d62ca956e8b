// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

/** A field of an object has no good value, or what the fields say cannot be encoded or decoded. */
public final class BadVector extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String expected;
    private final String actual;

    BadVector(String field, String expected, String actual) {
        super(field + ": expected " + expected + ", got " + actual);
        this.field = field;
        this.expected = expected;
        this.actual = actual;
    }

    /** The name of the field that is bad, as in the vectors. */
    public String field() {
        return field;
    }

    public String expected() {
        return expected;
    }

    /** What stood there; for a key only its length or form. */
    public String actual() {
        return actual;
    }
}
