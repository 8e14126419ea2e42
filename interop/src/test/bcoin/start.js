'use strict';

// Starts bcoin with the rules that regtest has today: bcoin knows them from before the forks were
// there from the first block on.

const {ACTIVE, DEFINED} = require('bcoin/lib/blockchain/common').thresholdStates;
const Chain = require('bcoin/lib/blockchain/chain');
const Pool = require('bcoin/lib/net/pool');
const {regtest} = require('bcoin/lib/protocol/networks');

Object.assign(regtest.block, {bip34height: 1, bip65height: 1, bip66height: 1});

const {csv, segwit} = regtest.deployments;

Chain.prototype.getState = async function(prev, deployment) {
  return deployment === csv || deployment === segwit ? ACTIVE : DEFINED;
};

Chain.prototype.getDeploymentState = async function() {
  const prev = await this.getPrevious(this.tip);
  return this.getDeployments(this.tip.time, prev || this.tip);
};

// It is to know nobody but those it is told of, and to ask no name server where it is.
regtest.seeds.length = 0;
Pool.prototype.discoverExternal = async function() {};

require('bcoin/bin/node');
