// A day in the life of a program that uses a node: it asks by the client of others, and spends
// outputs of all standard types with transactions that the libraries of others make and sign.
//
// node day.js PORT USER PASSWORD
'use strict';

const assert = require('node:assert/strict');
const Client = require('bitcoin-core');
const bitcoinjs = require('bitcoinjs-lib');
const secp256k1 = require('@bitcoinerlab/secp256k1');
const { ECPairFactory } = require('ecpair');

const [port, username, password] = process.argv.slice(2);
const client = new Client({ host: `http://127.0.0.1:${port}`, username, password, timeout: 60000 });
const node = (method, ...params) => client.command(method, ...params);

const network = bitcoinjs.networks.regtest;
bitcoinjs.initEccLib(secp256k1);
const ecPair = ECPairFactory(secp256k1);
const hex = bytes => Buffer.from(bytes).toString('hex');
const FEE = 2000n;

/** A key that is the same in each run. */
function key(number) {
  return ecPair.fromPrivateKey(Buffer.alloc(32, number), { network });
}

const keys = [1, 2, 3].map(key);
const pubkeys = keys.map(each => each.publicKey);
const xOnly = pubkeys[0].subarray(1, 33);
const { payments, Psbt, Transaction, script, opcodes, crypto } = bitcoinjs;

/** Has the node try, take and mine a transaction. */
async function mine(raw, what) {
  const [verdict] = await node('testmempoolaccept', [raw]);
  assert.equal(verdict.allowed, true, `${what}: ${JSON.stringify(verdict)}`);
  const txid = await node('sendrawtransaction', raw);
  assert.equal(txid, verdict.txid);
  assert.equal((await node('getmempoolentry', txid)).vsize, verdict.vsize);
  const [block] = await node('generatetoaddress', 1, address(payments.p2wpkh({ pubkey: pubkeys[1], network })));
  assert.ok((await node('getblock', block)).tx.includes(txid), what);
  console.log(`${what}: ${verdict.vsize} vB`);
  return txid;
}

const address = payment => payment.address;

/** The kinds of outputs, and what it takes to spend them. */
function kinds() {
  const multisig = payments.p2ms({ m: 2, pubkeys, network });
  const leaf = { output: script.compile([xOnly, opcodes.OP_CHECKSIG]) };
  const internalPubkey = pubkeys[2].subarray(1, 33);
  const wpkh = payments.p2wpkh({ pubkey: pubkeys[0], network });
  const wsh = payments.p2wsh({ redeem: multisig, network });
  const tree = payments.p2tr({ internalPubkey, scriptTree: leaf, redeem: leaf, network });
  const tapKey = keys[0].tweak(crypto.taggedHash('TapTweak', xOnly));
  return [
    { name: 'P2PK', output: payments.p2pk({ pubkey: pubkeys[0], network }).output, signers: [keys[0]] },
    { name: 'P2PKH', output: payments.p2pkh({ pubkey: pubkeys[0], network }).output, signers: [keys[0]] },
    { name: 'bare multisig', output: multisig.output, signers: keys.slice(0, 2) },
    {
      name: 'P2SH', output: payments.p2sh({ redeem: multisig, network }).output, signers: keys.slice(1),
      input: { redeemScript: multisig.output },
    },
    { name: 'P2WPKH', output: wpkh.output, signers: [keys[0]], witness: true },
    {
      name: 'P2SH-P2WPKH', output: payments.p2sh({ redeem: wpkh, network }).output, signers: [keys[0]],
      witness: true, input: { redeemScript: wpkh.output },
    },
    {
      name: 'P2WSH', output: wsh.output, signers: keys.slice(0, 2), witness: true,
      input: { witnessScript: multisig.output },
    },
    {
      name: 'P2SH-P2WSH', output: payments.p2sh({ redeem: wsh, network }).output, signers: keys.slice(1),
      witness: true, input: { redeemScript: wsh.output, witnessScript: multisig.output },
    },
    {
      name: 'P2TR by key', output: payments.p2tr({ internalPubkey: xOnly, network }).output,
      signers: [tapKey], witness: true, input: { tapInternalKey: xOnly },
    },
    {
      name: 'P2TR by script', output: tree.output, signers: [keys[0]], witness: true,
      input: {
        tapLeafScript: [{
          leafVersion: 0xc0, script: leaf.output,
          controlBlock: tree.witness[tree.witness.length - 1],
        }],
      },
    },
  ];
}

/** Makes outputs of all kinds out of a coinbase, and spends each, with bitcoinjs-lib. */
async function withBitcoinJs(coinbase) {
  const all = kinds();
  const funding = new Psbt({ network });
  const value = (coinbase.value - 5n * FEE) / BigInt(all.length);
  funding.addInput({
    hash: coinbase.txid, index: 0,
    witnessUtxo: { script: payments.p2wpkh({ pubkey: pubkeys[0], network }).output, value: coinbase.value },
  });
  all.forEach(kind => funding.addOutput({ script: kind.output, value }));
  funding.addOutput({ script: payments.embed({ data: [Buffer.from('cairn')] }).output, value: 0n });
  funding.signInput(0, keys[0]).finalizeAllInputs();
  const made = funding.extractTransaction(true);
  await mine(made.toHex(), 'bitcoinjs-lib, outputs of all kinds');

  for (const [index, kind] of all.entries()) {
    const spending = new Psbt({ network });
    spending.addInput({
      hash: made.getId(), index, ...kind.input,
      ...(kind.witness
        ? { witnessUtxo: { script: kind.output, value } }
        : { nonWitnessUtxo: made.toBuffer() }),
    });
    spending.addOutput({ script: payments.p2wpkh({ pubkey: pubkeys[1], network }).output, value: value - FEE });
    kind.signers.forEach(signer => spending.signInput(0, signer));
    spending.finalizeAllInputs();
    const analyzed = await node('analyzepsbt', spending.toBase64());
    assert.equal(analyzed.next, 'extractor', kind.name);
    await mine(spending.extractTransaction(true).toHex(), `bitcoinjs-lib, ${kind.name}`);
    assert.equal(await node('gettxout', made.getId(), index), null);
  }
}

/** The same with @scure/btc-signer, but for keys and multisignatures that are not hashed: it refuses those. */
async function withScure(coinbase) {
  const scure = await import('@scure/btc-signer');
  const regtest = { bech32: 'bcrt', pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef };
  const secrets = [1, 2, 3].map(number => new Uint8Array(32).fill(number));
  const publics = pubkeys.map(each => Uint8Array.from(each));
  const own = publics[0].slice(1);
  const multisig = scure.p2ms(2, publics);
  const leaf = scure.p2tr_pk(own);
  const spendable = [
    ['P2PKH', scure.p2pkh(publics[0], regtest), [0]],
    ['P2SH', scure.p2sh(multisig, regtest), [1, 2]],
    ['P2WPKH', scure.p2wpkh(publics[0], regtest), [0], true],
    ['P2SH-P2WPKH', scure.p2sh(scure.p2wpkh(publics[0], regtest), regtest), [0], true],
    ['P2WSH', scure.p2wsh(multisig, regtest), [0, 1], true],
    ['P2SH-P2WSH', scure.p2sh(scure.p2wsh(multisig, regtest), regtest), [1, 2], true],
    ['P2TR by key', scure.p2tr(own, undefined, regtest), [0], true],
    ['P2TR by script', scure.p2tr(publics[2].slice(1), leaf, regtest), [0], true],
  ];
  const value = (coinbase.value - 5n * FEE) / BigInt(spendable.length);
  const options = { allowUnknownOutputs: true, allowLegacyWitnessUtxo: false };
  const funding = new scure.Transaction(options);
  const source = scure.p2wpkh(publics[0], regtest);
  funding.addInput({
    txid: coinbase.txid, index: 0, witnessUtxo: { script: source.script, amount: coinbase.value },
  });
  spendable.forEach(([, payment]) => funding.addOutput({ script: payment.script, amount: value }));
  funding.sign(secrets[0]);
  funding.finalize();
  await mine(hex(funding.extract()), 'btc-signer, outputs of all kinds');

  for (const [index, [name, payment, signers, witness]] of spendable.entries()) {
    const spending = new scure.Transaction(options);
    const { script: output, type, address: to, ...details } = payment;
    spending.addInput({
      txid: funding.id, index, ...details,
      ...(witness
        ? { witnessUtxo: { script: output, amount: value } }
        : { nonWitnessUtxo: funding.extract() }),
    });
    spending.addOutput({ script: source.script, amount: value - FEE });
    signers.forEach(signer => spending.sign(secrets[signer]));
    spending.finalize();
    await mine(hex(spending.extract()), `btc-signer, ${name}`);
  }
}

/** What a program asks all day. */
async function questions() {
  const chain = await client.getBlockchainInfo();
  assert.equal(chain.chain, 'regtest');
  assert.equal(chain.blocks, await client.getBlockCount());
  const tip = await client.getBestBlockHash();
  assert.equal(tip, chain.bestblockhash);
  assert.equal((await client.getBlockHeader(tip)).height, chain.blocks);
  const block = await client.getBlock(tip, 2);
  assert.equal((await node('getrawtransaction', block.tx[0].txid, true)).blockhash, tip);
  assert.equal((await client.getNetworkInfo()).connections, 0);
  assert.equal((await client.getMempoolInfo()).size, 0);
  assert.deepEqual(await client.getRawMempool(), []);
  assert.equal((await client.validateAddress(address(payments.p2wpkh({ pubkey: pubkeys[0], network })))).isvalid, true);
  assert.ok((await node('estimatesmartfee', 6)).blocks >= 2);
  assert.equal((await node('gettxoutsetinfo')).height, chain.blocks);
  assert.equal((await node('getblocktemplate', { rules: ['segwit'] })).height, chain.blocks + 1);
  const [count, hash, wrong] = await client.command([
    { method: 'getblockcount' },
    { method: 'getblockhash', parameters: [0] },
    { method: 'getblockhash', parameters: [1_000_000] },
  ]);
  assert.equal(count, chain.blocks);
  assert.equal(hash, await node('getblockhash', 0));
  assert.equal(wrong.code, -8);
  await assert.rejects(node('getblock', '00'.repeat(32)), { code: -5 });
  await assert.rejects(node('nothing'), { code: -32601 });
  console.log('questions: answered');
}

async function day() {
  const own = address(payments.p2wpkh({ pubkey: pubkeys[0], network }));
  const blocks = await node('generatetoaddress', 2, own);
  await node('generatetoaddress', 100, address(payments.p2wpkh({ pubkey: pubkeys[1], network })));
  const coinbases = [];
  for (const hash of blocks) {
    const { tx: [coinbase] } = await node('getblock', hash, 2);
    coinbases.push({ txid: coinbase.txid, value: BigInt(Math.round(coinbase.vout[0].value * 1e8)) });
  }
  await withBitcoinJs(coinbases[0]);
  await withScure(coinbases[1]);
  await questions();
  console.log('the day is over');
}

day().catch(error => {
  console.error(error);
  process.exit(1);
});
