"""
The simplest H.264 there is: pictures of broad bands of one colour, and pictures that repeat them.

A band is a slice whose first macroblock sets its colour, which all others take over from their
neighbours in one byte each. Sections named are those of ITU-T H.264 (08/2021).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mockgemini.synthesize.media.bits import fixed, packed, signed, unsigned
from mockgemini.synthesize.media.colours import Colour

_MACROBLOCK = 16
_BASELINE = 66
_CONSTRAINED = 0xC0
_BY_MACROBLOCKS = ((1620, 30), (3600, 31), (8192, 40), (36864, 51))

# At this quantizer a coefficient of luma is the difference in the sample, one of chroma half of it.
_QUANTIZER = 28
# I_16x16 (table 7-11) predicted from the neighbours' mean, without and with chroma coefficients,
# then intra_chroma_pred_mode, mb_qp_delta; the last is coeff_token for no luma coefficients.
_AS_BEFORE = unsigned(3) + unsigned(0) + signed(0) + "1"
_COLOURED = unsigned(7) + unsigned(0) + signed(0)
# coeff_token (table 9-5) for one coefficient that is not plus or minus one.
_ONE_OF_LUMA, _ONE_OF_CHROMA = "000101", "000111"
_NO_ZEROS = "1"


@dataclass(frozen=True, slots=True)
class Frames:
    """
    What all pictures of a film share: `width` and `height` in pixels, even numbers.
    """

    width: int
    height: int

    @property
    def _across(self) -> int:
        return -(-self.width // _MACROBLOCK)

    @property
    def _down(self) -> int:
        return -(-self.height // _MACROBLOCK)

    @property
    def _macroblocks(self) -> int:
        return self._across * self._down

    @property
    def level(self) -> int:
        """
        Ten times the level whose largest picture this is (table A-1).
        """
        return next((n for most, n in _BY_MACROBLOCKS if self._macroblocks <= most), 62)

    def sequence(self) -> bytes:
        """
        The sequence parameter set (7.3.2.1.1).
        """
        right = (self._across * _MACROBLOCK - self.width) // 2
        below = (self._down * _MACROBLOCK - self.height) // 2
        cropping = "1" + unsigned(0) + unsigned(right) + unsigned(0) + unsigned(below)
        bits = [
            fixed(_BASELINE, 8) + fixed(_CONSTRAINED, 8) + fixed(self.level, 8),
            unsigned(0),  # seq_parameter_set_id
            unsigned(0),  # log2_max_frame_num_minus4
            unsigned(2),  # pic_order_cnt_type: shown as they come
            unsigned(1),  # max_num_ref_frames
            "0",  # gaps_in_frame_num_value_allowed_flag
            unsigned(self._across - 1) + unsigned(self._down - 1),
            "1",  # frame_mbs_only_flag
            "1",  # direct_8x8_inference_flag
            cropping,
            "0",  # vui_parameters_present_flag
        ]
        return _unit(0x67, "".join(bits))

    def picture(self) -> bytes:
        """
        The picture parameter set (7.3.2.2).
        """
        bits = [
            unsigned(0) + unsigned(0),  # its own id, the sequence's
            "00",  # CAVLC, no bottom_field_pic_order
            unsigned(0),  # one slice group
            unsigned(0) + unsigned(0),  # one reference picture
            "000",  # no weighted prediction
            signed(_QUANTIZER - 26) + signed(0) + signed(0),
            "1",  # deblocking_filter_control_present_flag
            "00",  # constrained_intra_pred_flag, redundant_pic_cnt_present_flag
        ]
        return _unit(0x68, "".join(bits))

    def bands(self, colours: list[Colour], number: int) -> list[bytes]:
        """
        A whole picture: one band for each colour (Y, Cb, Cr), from the top; fewer where there is
        no room. `number` counts the whole pictures of a film.
        """
        edges = [self._down * n // len(colours) for n in range(len(colours) + 1)]
        bands = zip(edges, edges[1:], colours, strict=False)
        return [self._band(top, end, colour, number) for top, end, colour in bands if end > top]

    def _band(self, top: int, end: int, colour: Colour, number: int) -> bytes:
        head = [
            unsigned(top * self._across) + unsigned(7) + unsigned(0),  # first_mb, I, the set's id
            fixed(0, 4) + unsigned(number % 2),  # frame_num, idr_pic_id
            "00" + signed(0) + unsigned(1),  # marking, slice_qp_delta, no deblocking
        ]
        luma, blue, red = colour
        first = [
            _COLOURED,
            _ONE_OF_LUMA + _level(luma - 128) + _NO_ZEROS,
            _ONE_OF_CHROMA + _level((blue - 128) // 2) + _NO_ZEROS,
            _ONE_OF_CHROMA + _level((red - 128) // 2) + _NO_ZEROS,
        ]
        rest = _AS_BEFORE * ((end - top) * self._across - 1)
        return _unit(0x65, "".join(head + first) + rest)

    def again(self, since: int) -> list[bytes]:
        """
        The picture before once more; `since` counts from 1 after each whole picture.
        """
        bits = [
            unsigned(0) + unsigned(5) + unsigned(0),  # first_mb_in_slice, P, the set's id
            fixed(since % 16, 4),  # frame_num
            "000",  # no override, no list modification, no marking
            signed(0) + unsigned(1),  # slice_qp_delta, no deblocking
            unsigned(self._macroblocks),  # mb_skip_run
        ]
        return [_unit(0x41, "".join(bits))]


def _level(value: int) -> str:
    """
    A coefficient (9.2.2.1) whose amount is two or more; what is less is taken for two.
    """
    amount = max(abs(value), 2)
    code = 2 * amount - 4 + (value < 0)
    if code < 14:
        return "0" * code + "1"
    if code < 30:
        return "0" * 14 + "1" + fixed(code - 14, 4)
    return "0" * 15 + "1" + fixed(code - 30, 12)


def _unit(head: int, bits: str) -> bytes:
    """
    A NAL unit (7.3.1): closed by a one, and nothing in it looks like a start code.
    """
    data = packed(bits + "1")
    return bytes([head]) + re.sub(rb"\0\0(?=[\0-\3])", b"\0\0\3", data)
