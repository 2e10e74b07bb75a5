"""Send a message with python-gsmmodem, wait for its report, and read what comes back."""

import sys
import threading

from gsmmodem.modem import GsmModem

came = threading.Event()


def show(sms):
    print(sms.number, "wrote:", sms.text)
    came.set()


modem = GsmModem(sys.argv[1], 115200, smsReceivedCallbackFunc=show)
modem.connect()
sent = modem.sendSms("+79160000002", "Привет! Это письмо с отчётом.", waitForDeliveryReport=True, deliveryTimeout=30)
print("delivered:", sent.report.deliveryStatus == 0)
modem.sendSms("4555", "бонус")
came.wait(30)
modem.close()
