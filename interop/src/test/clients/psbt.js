// Makes, signs and finishes PSBTs with bitcoinjs-lib or @scure/btc-signer: a line of JSON for each question, and
// one for each answer.
//
// make:   coin, keys, required, kind, to, sats -> psbt
// sign:   psbt, secrets -> psbt
// finish: psbt -> hex
'use strict';

const assert = require('node:assert/strict');
const readline = require('node:readline');
const bitcoinjs = require('bitcoinjs-lib');
const secp256k1 = require('@bitcoinerlab/secp256k1');
const { ECPairFactory } = require('ecpair');

bitcoinjs.initEccLib(secp256k1);
const ecPair = ECPairFactory(secp256k1);
const { payments, Psbt, Transaction, script, opcodes, crypto } = bitcoinjs;
const network = bitcoinjs.networks.regtest;
const regtest = { bech32: 'bcrt', pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef };
const bytes = text => Uint8Array.from(Buffer.from(text, 'hex'));
const hex = array => Buffer.from(array).toString('hex');

/** The point of BIP 341 of which nobody knows the secret key. */
const NOBODYS = bytes('50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0');
const LEAF_VERSION = 0xc0;
const xOnly = pubkey => pubkey.subarray(1, 33);

/** The output that a coin is said to be, as bitcoinjs-lib has it. */
function payment({ kind, required, keys }) {
  const pubkeys = keys.map(key => bytes(key.pubkey));
  const [pubkey] = pubkeys;
  switch (kind) {
    case 'legacy': return payments.p2pkh({ pubkey, network });
    case 'segwit': return payments.p2wpkh({ pubkey, network });
    case 'nested': return payments.p2sh({ redeem: payments.p2wpkh({ pubkey, network }), network });
    case 'taproot': return payments.p2tr({ internalPubkey: xOnly(pubkey), network });
    case 'vault segwit':
    case 'vault nested': {
      const multisig = payments.p2ms({ m: required, pubkeys, network });
      const wsh = payments.p2wsh({ redeem: multisig, network });
      return kind === 'vault segwit' ? wsh : payments.p2sh({ redeem: wsh, network });
    }
    case 'vault taproot': {
      const parts = pubkeys.flatMap((key, i) => [xOnly(key), i ? opcodes.OP_CHECKSIGADD : opcodes.OP_CHECKSIG]);
      const leaf = { output: script.compile([...parts, opcodes.OP_1 - 1 + required, opcodes.OP_NUMEQUAL]) };
      return payments.p2tr({ internalPubkey: NOBODYS, scriptTree: leaf, redeem: leaf, network });
    }
    default: throw new Error(`no kind ${kind}`);
  }
}

const bitcoinJs = {
  make(question) {
    const { coin, kind, keys, to, sats } = question;
    const paid = payment(question);
    const previous = Transaction.fromHex(coin.previous).outs[coin.vout];
    assert.equal(hex(previous.script), hex(paid.output), kind);
    const input = { hash: coin.txid, index: coin.vout };
    if (kind !== 'legacy') input.witnessUtxo = previous;
    if (kind.endsWith('taproot')) {
      const leaf = paid.redeem;
      input.tapInternalKey = leaf ? NOBODYS : xOnly(bytes(keys[0].pubkey));
      if (leaf) {
        input.tapLeafScript = [{
          leafVersion: LEAF_VERSION, script: leaf.output, controlBlock: paid.witness[paid.witness.length - 1],
        }];
      }
    } else {
      input.nonWitnessUtxo = bytes(coin.previous);
      if (paid.redeem) input[kind === 'vault segwit' ? 'witnessScript' : 'redeemScript'] = paid.redeem.output;
      if (kind === 'vault nested') input.witnessScript = paid.redeem.redeem.output;
    }
    return new Psbt({ network }).addInput(input).addOutput({ address: to, value: BigInt(sats) });
  },
  read: text => Psbt.fromBase64(text, { network }),
  write: psbt => psbt.toBase64(),
  sign(psbt, secret) {
    const pair = ecPair.fromPrivateKey(secret, { network });
    const internal = psbt.data.inputs[0].tapInternalKey;
    const own = xOnly(pair.publicKey);
    const isTweaked = internal && hex(internal) === hex(own);
    psbt.signInput(0, isTweaked ? pair.tweak(crypto.taggedHash('TapTweak', own)) : pair);
  },
  finish: psbt => psbt.finalizeAllInputs().extractTransaction(true).toHex(),
};

/** The same with btc-signer, which makes PSBTs of both versions. */
function btcSigner(scure) {
  const options = { allowUnknownOutputs: true, allowLegacyWitnessUtxo: true };
  const HARDENED = 0x80000000;
  const step = text => (text.endsWith("'") ? HARDENED + Number(text.slice(0, -1)) : Number(text));
  const origin = key => ({
    fingerprint: Number.parseInt(key.fingerprint, 16), path: key.path.split('/').slice(1).map(step),
  });
  const paidTo = ({ kind, required, keys }) => {
    const pubkeys = keys.map(key => bytes(key.pubkey));
    const [pubkey] = pubkeys;
    switch (kind) {
      case 'legacy': return scure.p2pkh(pubkey, regtest);
      case 'segwit': return scure.p2wpkh(pubkey, regtest);
      case 'nested': return scure.p2sh(scure.p2wpkh(pubkey, regtest), regtest);
      case 'taproot': return scure.p2tr(xOnly(pubkey), undefined, regtest);
      case 'vault segwit': return scure.p2wsh(scure.p2ms(required, pubkeys), regtest);
      case 'vault nested': return scure.p2sh(scure.p2wsh(scure.p2ms(required, pubkeys), regtest), regtest);
      case 'vault taproot': return scure.p2tr(NOBODYS, scure.p2tr_ms(required, pubkeys.map(xOnly)), regtest);
      default: throw new Error(`no kind ${kind}`);
    }
  };
  return {
    make(question) {
      const { coin, kind, keys, to, sats } = question;
      const { script: output, type, address, ...details } = paidTo(question);
      const previous = Transaction.fromHex(coin.previous).outs[coin.vout];
      assert.equal(hex(previous.script), hex(output), kind);
      const psbt = new scure.Transaction(options);
      const isTaproot = kind.endsWith('taproot');
      psbt.addInput({
        txid: coin.txid, index: coin.vout, ...details,
        ...(kind === 'legacy' ? {} : { witnessUtxo: { script: output, amount: previous.value } }),
        ...(isTaproot ? {} : {
          nonWitnessUtxo: bytes(coin.previous),
          bip32Derivation: keys.map(key => [bytes(key.pubkey), origin(key)]),
        }),
      });
      psbt.addOutputAddress(to, BigInt(sats), regtest);
      return psbt;
    },
    read: text => scure.Transaction.fromPSBT(Uint8Array.from(Buffer.from(text, 'base64')), options),
    write: (psbt, version) => Buffer.from(psbt.toPSBT(version)).toString('base64'),
    sign: (psbt, secret) => psbt.sign(secret),
    finish(psbt) {
      psbt.finalize();
      return hex(psbt.extract());
    },
  };
}

async function answers() {
  const libraries = { 'bitcoinjs-lib': bitcoinJs, 'btc-signer': btcSigner(await import('@scure/btc-signer')) };
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const question = JSON.parse(line);
    const library = libraries[question.library];
    const answer = {};
    try {
      const psbt = question.step === 'make' ? library.make(question) : library.read(question.psbt);
      if (question.step === 'finish') {
        answer.hex = library.finish(psbt);
      } else {
        (question.secrets ?? []).forEach(secret => library.sign(psbt, bytes(secret)));
        answer.psbt = library.write(psbt, question.version);
      }
    } catch (error) {
      answer.error = error.stack;
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

answers();
