"""With python-gammu: walk the operator's menu, then call the call centre and press 0 for the consultant."""

import sys
import time

import gammu

phone = gammu.StateMachine()
phone.SetConfig(0, {"Device": sys.argv[1], "Connection": "at115200"})
phone.Init()

said = []
phone.SetIncomingCallback(lambda _phone, kind, data: kind == "USSD" and said.append(data))
phone.SetIncomingUSSD()


def ask(code):
    """Send a code or a reply, and wait for what the network says."""
    said.clear()
    phone.DialService(code)
    while not said:
        phone.ReadDevice()
        time.sleep(0.1)
    print(">", code)
    print(said[0]["Text"])


ask("*111#")
ask("2")
ask("2")

phone.DialVoice("0890")
time.sleep(3)
phone.SendDTMF("0")
time.sleep(3)
phone.CancelCall(0, True)
print("called and pressed 0")
phone.Terminate()
