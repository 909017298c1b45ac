// What our wrapping made, opened by Node's crypto as somebody's script would; the list is that of Importer.java.
const crypto = require('crypto');
const fs = require('fs');

function imports(kek, hash, blob, expected) {
	const modulus = kek.asymmetricKeyDetails.modulusLength / 8;
	const aes = crypto.privateDecrypt({ key: kek, oaepHash: hash }, blob.subarray(0, modulus));
	const kwp = crypto.createDecipheriv('id-aes256-wrap-pad', aes, Buffer.from('A65959A6', 'hex'));
	const key = crypto.createPrivateKey({ key: kwp.update(blob.subarray(modulus)), format: 'der', type: 'pkcs8' });
	return crypto.verify('sha256', blob, expected, crypto.sign('sha256', blob, key));
}

function refuses(...operands) {
	try {
		return !imports(...operands);
	} catch (error) {
		return true;
	}
}

for (const line of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
	const [kekFile, hash, blobFile, publicFile, name] = line.split(' ');
	const kek = crypto.createPrivateKey({ key: fs.readFileSync(kekFile), format: 'der', type: 'pkcs8' });
	const expected = crypto.createPublicKey({ key: fs.readFileSync(publicFile), format: 'der', type: 'spki' });
	const blob = fs.readFileSync(blobFile);
	const good = !refuses(kek, hash, blob, expected) && refuses(kek, hash === 'sha1' ? 'sha256' : 'sha1', blob, expected);
	console.log(`${good ? 'ok' : 'not ok'} Node imports ${name}, and not with the other hash`);
}
