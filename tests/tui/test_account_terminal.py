"""The personal account of the real program, by mouse, in a terminal without colours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tui.terminal import Terminal, terminal


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_F14_F54_somebody_logs_in_and_orders_by_mouse(tmp_path: Path, size: tuple[int, int]) -> None:
    with terminal(size, "account", "--as", "anna", folder=tmp_path, NO_COLOR="1") as shown:
        click(shown, "Набрать *111*25#")
        shown.until(lambda: sees(shown, "SMS 1" if size[0] == 80 else "Пароль придёт"))
        shown.pump(2.0)
        shown.send("\x1b[24~")
        shown.until(lambda: not sees(shown, "Введите номер"))
        shown.send("\x1b[F")
        shown.until(lambda: sees(shown, "новое сообщение"))
        shown.send("\x1bOR")
        shown.until(lambda: password_of(shown) is not None)
        password = password_of(shown)
        assert password is not None
        shown.send("\x1b[24~")
        shown.until(lambda: sees(shown, "Введите номер"))
        click(shown, "Пароль  ", 18)
        shown.send(password[0])
        shown.until(lambda: sees(shown, "••••••"))
        click(shown, "[ Войти ]")
        shown.until(lambda: sees(shown, "Сколько сгорит по месяцам"))
        click(shown, "Вознаграждения")
        shown.until(lambda: sees(shown, "Нашлось: 35"))
        click(shown, "50 МБ")
        shown.pump()
        click(shown, "50 МБ")
        shown.until(lambda: sees(shown, "Спишем 150 баллов"))
        click(shown, "[ Заказать ]")
        shown.until(lambda: sees(shown, "Заказываем?"))
        click(shown, "[ Подтвердить ]")
        shown.until(lambda: sees(shown, "Готово: 50 МБ"))
        assert sees(shown, "1090 баллов")
        assert shown.beyond == ""


def password_of(shown: Terminal) -> re.Match[str] | None:
    """Six digits and a full stop on the phone's display."""
    return re.search(r"(?<!\d)\d{6}(?=\.)", "".join(row[:36] for row in shown.lines[:14]))


def sees(shown: Terminal, text: str) -> bool:
    return any(text in row for row in shown.lines)


def click(shown: Terminal, text: str, right: int = 1) -> None:
    """Click on a text, or some cells to the right of where it begins."""
    shown.until(lambda: sees(shown, text))
    y, row = next((y, row) for y, row in enumerate(shown.lines) if text in row)
    shown.click(row.index(text) + right, y)
