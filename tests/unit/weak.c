/*
 * Weak moduli, made once by a program outside: Infineon's form p = k M + (65537^a mod M), M
 * the product of the first 126 primes; primes 2^500 apart; primes 40 * 2^512 apart; small
 * factors; a square. One that is sound: an HSM's own, from a published transcript of `az
 * keyvault key show`.
 */
#include "tests/unit/test.h"

#include <time.h>

#include "ceremony/crypto.h"
#include "ceremony/text.h"
#include "kek/weak.h"

static const char sound[] =
	"b13be020ddb5cfc3f779f34f7544cb578e85520fe16f94d73ada652398cae65b83a1618619e669af"
	"da0e031c5f3df81171e606dc425d8b1c97f52c0f93a29bc26aa892be06aa2397b4378d13cbb93467"
	"d034beb372d3293da903aea733d847f66fd4b31202e648efb02537f56fa11ae8a096bdeb0c3f8b4c"
	"b69aa903e16a0ac805c79a315167ce25a75b2852566eda9148d8c6029849cccb9c66a3e4c46ef825"
	"9b7d5532b8d9dfc0443820f22818193246d1af4d794e0a7c74bf34fc150237ecd16ed4d89a454a62"
	"238a853762535f23b163f5d409f9851d21348ff5c9c5d5195256c7b52d2aad7adfc89302c0d775f2"
	"cf003bdd74bf0ca7998044228e6156b7";

static const char infineon[] =
	"d738d3e0905c3e17511111c34b50f3931bee3ee205eddb9fb219f3c82ec0762c4ffdcc76c8a082c6"
	"ee4348d8f4d1afbf9dc609b784ffcab81ce83f5ebe80083376bd3bc0a7d8870bad0e1d70aefa6338"
	"67d3103532d87afe0b1301b4ead7f5bed9f1a2bcb9ac0acb5ab42e061b72eb6cc9a034423163b891"
	"d7f9df4468701f1f4f0f62ac6a4714ec5f6ce9b350ef60ca53aad12f6394e5021c466462c9ccfae4"
	"43a9f5ce2b82f221a62da937522a8851edb697afe1b989409ec77386f23947506495894d8644653f"
	"b5559d1ebf929e8fdc89d2d23ac3fa03d65716565a982a9e1a0e2422715afcf6c649d39a57b1b220"
	"826fcb05b3f5e6cd99cbe39f78e58e89";

static const char close_primes[] =
	"c35ce3d81a25543dc59b341b9843526f33d6044bff9407dfe566c579f482a60599476a9d844dcb47"
	"0d0ecaa670b14982fbf13145c65638422d06bd756774a52239a19138d47252c6381dc28134ed1317"
	"d34a5fbaa7c2612afc10aecfb1d70d5ead7e25b4c277817eea5699c857569323cfd87e3936e31686"
	"6e48cdf3dfc58ac1151a435f7ad2fad61a0347b9dcdb4f1b5fafb32c57877dcc547a51c0687ad9da"
	"5db5970bfcfa5990e0d5e78a7f45e3305ee5d27a40d5f62da909152b073befe360c5e35cf15bba5b"
	"97b4ece64b1dc62b3508241f1b6a1171588ba7927caad19f228e5afe6397209242ec6d1df9ee3851"
	"cd943f3093295f5e525eccc6fa7debe7";

/* Fermat's method needs 229 steps. */
static const char less_close[] =
	"c35ce3d81a25543dc59b341b9843526f33d6044bff9407dfe566c579f482a60599476a9d844dcb47"
	"0d0ecaa670b14982fbf13145c65638422d06bd756774a5452b0053b79d984b469fd5aa513727460b"
	"3d14cfff91219596abae9871d37c798b1753a7cc8b9a21f5017cef99869497db468e70836b56e149"
	"6defce8ffba168f0194e22f0f6630629f83244a72374452ee2cde9f35402efdc650f17d32c0a859a"
	"4f6a6682bd451f00622b1d4666ef60b34849eef11b60a883246da4a32d197f1d68ddda4c2310d954"
	"c8160f6e08e697322b1c28ab7dfb2ff3018707dde20e6885fe78ea4f5c46f6a89d46ac7f35bf41b6"
	"ae3a2501ff234983ce212b562352d8c5";

static const char factor_3[] =
	"c3e63bee52d4a9fe10f9fad91c9b73078e839e14d36b6da8cdc44731598d2f4a4a7935ce848259f2"
	"05cc8eae353059d6f8a4bbc0a88d268158e85f066a30fd5bdc7c2a57b4093716c05db03d74ea675d"
	"a69a948c8885fbcbe3a935512f831c26fa956ac0bf29c8eef847a97e8ea9e1a5d58d0b4e5b542205"
	"094f66ddc876e5c42fb13758dd4816c70dbb5fcb8572c8c5408a78ec43e23bdfbaa18455201da196"
	"c0906eb33a5ffb368e76110f3a5f330b17349945ece58438368eab5725800b682c0e8e467ea059c0"
	"c409ae30735dac9c1b0e9a91205ae0b6c48d439db1e8273abe00d2d383a4f8dc846a45d41ae8b4b3"
	"d9f6527e5176f2449e184a58278306f5";

static const char factor_65521[] =
	"edc773795ab4714c06857119a9daba192cc821f73c0ad6f420977c3d34d141aa7639aa1327b6d3d4"
	"4ba435e495b399b0e46324e6c6ff1541dd30016e80e3de9257f607c80a89ea5f9cbb97877afce0ea"
	"237aee69f7fb0f007ca854f48cbbb4552e70487e02f4f27a752edf5b96bdc5856041aab9a31e1d76"
	"f41353275abfdee2313cc9233f3bd502f558d1fba8ac226289bab178e8c70db4aa3e611cc20f6da6"
	"95cec2aad1d1229bd4f961487d74032b21ad4eefd60fb6ee20eba5ad5195756ed9d08897f1c6309c"
	"37a2d8a2524151b089e6867b4a07e9ed203457c7db7dfb62d94c95f280ec5c17fc1b860293d8af7d"
	"ea784d9ec8698f4c8cd990ee513ef19b";

/* The first prime that is not looked for. */
static const char factor_65537[] =
	"fb713e0d3262fff9282a9c0ee105f3a03d08c8d1e56b6f0382c885aa66773b7ffd36f212b6c310ba"
	"f6aebbcddef1fc835e8f5471cb21f2b0e8cf3dc5de7635fae739720677c8dd36a4f3271cc0ffb610"
	"53c86737f14767148655d2e00e4d8af2ded6b266b8dc9d69a66339edae6fd886684a63e17947f56f"
	"be9b162b8e1646c64c829796299be39decd6247862bc215ed406fbb06560f172c46eb2dd5a28fbab"
	"0aa8a62c8536986dcc9094b420cea7c398323564050dfa771fca7e9455ec12dcb5f75221f4b32308"
	"deaf911b20385844c227824238b7d55a5a7ce2cd2fecfc5158ba7ae90842ade543a2a655fc70ee70"
	"5d80f83fdf14a58731f279ad17f3c9dd";

static const char square[] =
	"ab5d46d786261f0446b1e221e708b1eff48731e9c858070e3a2d22b518de69ba250dbd6d1b8d68b9"
	"9ae7af4b6b14659461e9f47b7210ac1a63d14bcc00a1b1d2453bc4fca8511ce9d4c96d755fb91927"
	"93942d9f77d17525498defee4a518e6b9e1eba11e45cee960851bb26f02a1da2906a1ff638da5de8"
	"49f7aa96deb571cc75be6cafd6ac3ba9d464d7d09a36b39884349f6ef7f1aee6f3ce34efda672f0d"
	"0e21dc22b31d3c197848bc146c66be3ac8a7bc472f35a3bb94fc8aeae232876764ba0fce29aa5609"
	"b7204fde38d80c76e41b45caa914308456bd26c9297ec85780b2c0f735b9b615f7fe3a16c5351442"
	"716f1b48a9a761bc35dfd44b60377b41";

enum { MODULUS_BYTES = 256 };

static const char *
check_of(const char *hex)
{
	uint8_t modulus[MODULUS_BYTES];
	struct public_key key;
	const char *why = text_from_hex(modulus, sizeof modulus, hex, strlen(hex));

	if (why == NULL)
		why = public_key_from_modulus(&key, modulus, sizeof modulus);
	return why != NULL ? why : weak_check(&key);
}

/* public_key_from_modulus refuses an even one; weak_check does not lean on that. */
static const char *
check_of_even(const char *hex)
{
	uint8_t modulus[MODULUS_BYTES];
	struct public_key key;

	check_good(text_from_hex(modulus, sizeof modulus, hex, strlen(hex)));
	check_good(public_key_from_modulus(&key, modulus, sizeof modulus));
	/* Behind the modulus comes the exponent, five bytes of DER. */
	key.spki[key.size - 6] ^= 1;
	return weak_check(&key);
}

static double
seconds_of_sound_one(void)
{
	clock_t before = clock();

	check_good(check_of(sound));
	return (double)(clock() - before) / CLOCKS_PER_SEC;
}

int
main(void)
{
	secret_begin();
	crypto_begin();
	check_good(check_of(sound));
	check_good(check_of(factor_65537));
	check_says(check_of_even(sound), "has an even modulus");
	check_says(check_of(infineon),
		   "has the weak form of Infineon's key generator (ROCA, CVE-2017-15361)");
	check_says(check_of(factor_3), "has a modulus with a small factor");
	check_says(check_of(factor_65521), "has a modulus with a small factor");
	check_says(check_of(close_primes), "has a modulus of two primes that lie close together");
	check_says(check_of(less_close), "has a modulus of two primes that lie close together");
	check_says(check_of(square), "has a modulus of two primes that lie close together");
	check(seconds_of_sound_one() < 1);
	return test_end();
}
