"""All formats by their names."""
import chains
import marvell
import messages
import nshield
import yubico

FORMATS = {**marvell.FORMATS, **yubico.FORMATS, **chains.FORMATS, **messages.FORMATS, **nshield.FORMATS}
