// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import org.otagateway.smpp.link.Addressing;
import org.otagateway.smpp.link.SmscLink;

/**
 * A link that packets may take.
 *
 * @param link not opened yet
 * @param addressing how the SMSC wants numbers written
 */
public record Route(SmscLink link, Addressing addressing) {}
