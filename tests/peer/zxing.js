// What npm's zxing-wasm reads in pictures, a line a symbol. usage: NODE_PATH=… node zxing.js PICTURE…
const fs = require('fs');

(async () => {
	const { readBarcodes, prepareZXingModule } = require('zxing-wasm/reader');
	const wasm = require.resolve('zxing-wasm/reader/zxing_reader.wasm');
	await prepareZXingModule({ overrides: { wasmBinary: fs.readFileSync(wasm).buffer }, fireImmediately: true });
	for (const name of process.argv.slice(2)) {
		const found = await readBarcodes(new Blob([fs.readFileSync(name)]),
			{ formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 255, textMode: 'Plain' });
		for (const symbol of found) console.log(symbol.text);
	}
})();
