"""Call the call centre with python-gsmmodem, press 0 for the consultant, and be called."""

import sys
import threading
import time

from gsmmodem.modem import GsmModem

rung = threading.Event()


def ring(call):
    if rung.is_set():
        return
    print("ringing:", call.number)
    call.answer()
    time.sleep(2)
    call.hangup()
    rung.set()


modem = GsmModem(sys.argv[1], 115200, incomingCallCallbackFunc=ring)
modem.connect()
call = modem.dial("0890")
for _ in range(100):
    if call.answered:
        break
    time.sleep(0.1)
print("answered:", call.answered)
time.sleep(2)
call.sendDtmfTone("0")
time.sleep(2)
call.hangup()
print("waiting for a call")
rung.wait(30)
modem.close()
