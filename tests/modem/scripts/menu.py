"""Walk the operator's menu with python-gsmmodem: spend points, Internet, the first package."""

import sys

from gsmmodem.modem import GsmModem

modem = GsmModem(sys.argv[1], 115200)
modem.connect()
print(modem.manufacturer, modem.model, modem.imei, modem.imsi, modem.networkName, modem.signalStrength)


def text(answer):
    """The modem writes Cyrillic as UCS-2 in hexadecimal, and gsmmodem hands it on."""
    return bytes.fromhex(answer.message).decode("utf-16-be")


answer = modem.sendUssd("*111#")
for choice in ("2", "3", "1"):
    print(text(answer))
    print(">", choice)
    answer = answer.reply(choice)
print(text(answer))
answer.cancel()
modem.close()
