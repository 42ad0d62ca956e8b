// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.script;

/** How the template around an expanded script or response tells its length (TS 102 226 clause 5.2). */
public enum TemplateLength {
    /** AA for a script, AB for a response, with a BER length. */
    DEFINITE(0xAA, 0xAB),
    /** AE for a script, AF for a response, with length 80, ended by 00 00. */
    INDEFINITE(0xAE, 0xAF);

    private final int scriptTag;
    private final int responseTag;

    TemplateLength(int scriptTag, int responseTag) {
        this.scriptTag = scriptTag;
        this.responseTag = responseTag;
    }

    /** The tag of a script, AA or AE. */
    public int scriptTag() {
        return scriptTag;
    }

    /** The tag of a response, AB or AF. */
    public int responseTag() {
        return responseTag;
    }
}
