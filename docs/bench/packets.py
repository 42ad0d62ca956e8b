# SPDX-License-Identifier: Apache-2.0
"""packets.py OTA-VECTORS.json > packets.txt: the packets that `./ota bench packet` checks before it measures.

Lines: kind kic-key kid-key kic+kid spi tar cntr status data packet, of ciphered commands and responses with one algorithm
of AES-128, AES-256 or 3DES-2, a CC of 8 octets and padding of zeros. A dash is no octets.
"""
import json, sys
LENGTHS = {2: (32, 64), 5: (32,)}
print('# made by docs/bench/packets.py: kind kic-key kid-key kic+kid spi tar cntr status data packet')
for x in json.load(open(sys.argv[1]))['vectors']:
    if x['kind'] not in ('command', 'response', 'roundtrip') or not x.get('spi') or x.get('decode_only'):
        continue
    spi1, spi2 = bytes.fromhex(x['spi'])
    kic, kid = x['kic'], x['kid']
    coding = int(kic[1], 16)
    if kic != kid or coding not in LENGTHS or x.get('cc_length') != 8:
        continue
    if len(x['kic_key']) not in LENGTHS[coding] or len(x['kid_key']) != len(x['kic_key']):
        continue
    settings = [x['kic_key'], x['kid_key'], kic + kid, x['spi'], x['tar']]
    if x.get('command_packet') and x['kind'] != 'response' and spi1 & 7 == 6:
        print('command', *settings, x['cntr'], '-', x['secured_data'] or '-', x['command_packet'])
    d = x.get('response_decoded')
    if spi2 & 0x1c == 0x18 and d and x.get('response_packet') and d.get('cc') and len(d['cc']) == 16 and set(d.get('padding') or '0') == {'0'}:
        print('response', *settings[:4], d.get('tar', x['tar']), d['cntr'], d['status'], d['data'] or '-', x['response_packet'])
