// What our wrapping made, opened by OpenJDK alone: SunJCE's OAEP and AES/KWP, SunRsaSign and SunEC. Nothing of OpenSSL is in it.
// usage: java Importer.java <LIST: a line each, KEK.p8 sha1|sha256 BLOB PUBLIC.der NAME; the files are DER
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

public class Importer {
    static byte[] read(String name) throws Exception {
        return Files.readAllBytes(Path.of(name));
    }

    /** OAEP and its MGF1 with the same hash, an empty label; then KWP. The key that comes out signs. */
    static boolean imports(String[] words, String hash, MGF1ParameterSpec mgf1) throws Exception {
        RSAPrivateKey kek =
            (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(read(words[0])));
        byte[] blob = read(words[2]);
        int modulus = (kek.getModulus().bitLength() + 7) / 8;
        String kind = words[4].startsWith("rsa") ? "RSA" : "EC";
        Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPPadding", "SunJCE");
        oaep.init(Cipher.UNWRAP_MODE, kek, new OAEPParameterSpec(hash, "MGF1", mgf1, PSource.PSpecified.DEFAULT));
        SecretKey aes = (SecretKey) oaep.unwrap(Arrays.copyOf(blob, modulus), "AES", Cipher.SECRET_KEY);
        Cipher kwp = Cipher.getInstance("AES/KWP/NoPadding", "SunJCE");
        kwp.init(Cipher.UNWRAP_MODE, aes);
        Key key = kwp.unwrap(Arrays.copyOfRange(blob, modulus, blob.length), kind, Cipher.PRIVATE_KEY);
        PublicKey expected = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(read(words[3])));
        Signature signature = Signature.getInstance("SHA256with" + (kind.equals("EC") ? "ECDSA" : "RSA"));
        signature.initSign((PrivateKey) key);
        signature.update(blob);
        byte[] signed = signature.sign();
        signature.initVerify(expected);
        signature.update(blob);
        return aes.getEncoded().length == 32 && signature.verify(signed);
    }

    public static void main(String[] arguments) throws Exception {
        BufferedReader list = new BufferedReader(new InputStreamReader(System.in));
        for (String line = list.readLine(); line != null; line = list.readLine()) {
            String[] words = line.split(" ");
            boolean sha1 = words[1].equals("sha1"), good = false, other = true;
            try {
                good = imports(words, sha1 ? "SHA-1" : "SHA-256", sha1 ? MGF1ParameterSpec.SHA1 : MGF1ParameterSpec.SHA256);
                other = imports(words, sha1 ? "SHA-256" : "SHA-1", sha1 ? MGF1ParameterSpec.SHA256 : MGF1ParameterSpec.SHA1);
            } catch (Exception exception) {
                other = !good;
            }
            System.out.println((good && !other ? "ok " : "not ok ") + "SunJCE imports " + words[4] + ", and not with the other hash");
        }
    }
}
