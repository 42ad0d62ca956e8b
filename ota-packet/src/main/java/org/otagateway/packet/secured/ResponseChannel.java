// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

/** How the card answers, b6 of SPI2 (TS 31.115 clause 4.1). Cards are met that use the other way. */
public enum ResponseChannel {
    /** 0: in the SMS-DELIVER-REPORT. */
    DELIVER_REPORT(0),
    /** 1: by SMS-SUBMIT. */
    SUBMIT(1);

    private final int code;

    ResponseChannel(int code) {
        this.code = code;
    }

    /** One bit. */
    public int code() {
        return code;
    }
}
