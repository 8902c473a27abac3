"""Made-up signers whose names have the shapes of names in eight languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from campaign.letters.writers.stamping import Stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

_Chosen = TypeVar("_Chosen")
Maker = Callable[["_Chance"], tuple[str, str, str]]
LATIN, KOREAN, ALL = "latin", "korean", "all"


def _split(*parts: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.split()) for part in parts)


_GIVEN, _SYLLABLES = _split(
    "Mina Anna Boris Carla David Emma Felix Gita Hanna Ivan Jana Karl Lena Marta Nils Olga Paul",
    # Surnames are put together, so that most are met once: the worst case for what remembers words.
    "ba ko ri ma ten von gar lis mor pel san tur vik wel zan dor fre hul jan kes",
)
_VIETNAMESE: Final = _split(
    "Nguyễn Trần Lê Phạm Huỳnh Hoàng Vũ Đặng Bùi Đỗ", "Thị Văn Minh Ngọc Ánh Hồng Tuấn Đức Dũng"
)
_KOREAN: Final = _split("김 이 박 최 정 강 조 윤 장 임", "민 지 서 준 하 은 도 예 수 현 우 진 영 호 재")
_JAPANESE: Final = _split("佐藤 鈴木 高橋 田中 伊藤 渡辺 山本", "美奈 花子 太郎 健一 由美 さくら ひなた 拓也")
_CHINESE: Final = _split("王 李 张 刘 陈 杨 赵 黄", "晓 明 丽 伟 芳 娜 静 强 磊 洋 艳 勇")
_THAI: Final = _split("สมชาย วันเพ็ญ กิตติ พงษ์ศักดิ์ สุภาพร", "ใจดี น้ำเพชร บุญมี ศรีสุข ทองคำ")
_LAO: Final = _split("ສົມສັກ ບຸນມີ ຄຳແພງ ນາງແກ້ວ", "ວົງສາ ພົມມະຈັນ ສີສຸກ ນ້ຳທອງ")
[_BURMESE] = _split("အောင် ကျော် မင်း သန်း ဝင်း လှိုင် ခင် မြင့် စိုး ထွန်း")


class _Chance:
    """Chooses by a number, always the same, and in less time than the letter takes."""

    def __init__(self, number: int) -> None:
        mixed = (number + 1) * 0x9E3779B97F4A7C15F39CC0605CEDC835 & (1 << 128) - 1
        self._left = mixed ^ mixed >> 61

    def choice(self, some: Sequence[_Chosen]) -> _Chosen:
        self._left, at = divmod(self._left, len(some))
        return some[at]

    def choices(self, some: Sequence[_Chosen], count: int) -> list[_Chosen]:
        return [self.choice(some) for _ in range(count)]


def stamps(kind: str, start: int, end: int) -> Iterator[Stamp]:
    """The signers from number `start` to before `end`; the same numbers give the same signers."""
    makers = _MAKERS[kind]
    for number in range(start, end):
        chance = _Chance(number)
        name, city, country = chance.choice(makers)(chance)
        yield Stamp(f"th-pm {number}", name, city, country, number)


def _latin(chance: _Chance) -> tuple[str, str, str]:
    surname = "".join(chance.choices(_SYLLABLES, chance.choice((2, 3, 4)))).title()
    places = (("Osaka", "Japan"), ("Leipzig", "Germany"), ("Lyon", "France"), ("", "Norway"))
    return f"{chance.choice(_GIVEN)} {surname}", *chance.choice(places)


def _vietnamese(chance: _Chance) -> tuple[str, str, str]:
    surnames, given = _VIETNAMESE
    return " ".join((chance.choice(surnames), *chance.choices(given, 2))), "Hà Nội", "Viet Nam"


def _korean(chance: _Chance) -> tuple[str, str, str]:
    surnames, given = _KOREAN
    name = chance.choice(surnames) + "".join(chance.choices(given, 2))
    return name, chance.choice(("서울", "부산", "대구")), "Republic of Korea"


def _burmese(chance: _Chance) -> tuple[str, str, str]:
    return "".join(chance.choices(_BURMESE, 3)), "ရန်ကုန်", "Myanmar"


def _of_two(parts: Sequence[Sequence[str]], joint: str, city: str, country: str) -> Maker:
    first, second = parts
    return lambda chance: (f"{chance.choice(first)}{joint}{chance.choice(second)}", city, country)


_MAKERS: Final[dict[str, Sequence[Maker]]] = {
    LATIN: (_latin, _latin, _latin, _vietnamese),
    KOREAN: (_korean,),
    ALL: (
        *(_latin,) * 8,
        *(_korean,) * 4,
        *(_vietnamese,) * 2,
        *(_of_two(_JAPANESE, " ", "東京", "Japan"),) * 2,
        _of_two(_CHINESE, "", "北京", "China"),
        _of_two(_THAI, " ", "กรุงเทพฯ", "Thailand"),
        _of_two(_LAO, " ", "ວຽງຈັນ", "Lao People's Democratic Republic"),
        _burmese,
    ),
}
