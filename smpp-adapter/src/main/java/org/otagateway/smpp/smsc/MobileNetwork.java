// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.util.Optional;

/** Knows the handsets. */
@FunctionalInterface
public interface MobileNetwork {
    /** The handset with that MSISDN (digits without a plus), empty for an unknown subscriber. */
    Optional<Handset> handset(String msisdn);
}
