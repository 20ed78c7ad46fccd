//! The identities of a package in every period in which something that they name is stated or asked for.

use std::collections::HashSet;

use super::{Instance, Item, Key, Network, Variable, Widths};
use crate::check::judge::to_formula;
use crate::formula::Operand;
use crate::package::Named;
use crate::period::Period;
use crate::solve::{Bounds, Expression, Way};

impl Network<'_> {
    /// The variables of an identity in one period, in the order in which it names them.
    pub(in crate::check) fn variables_of_identity(&self, instance: &Instance) -> Vec<usize> {
        let keys = self.keys(instance).into_iter();
        keys.filter_map(|key| self.of_key(&key)).collect()
    }

    fn keys(&self, instance: &Instance) -> Vec<Key> {
        let row = &self.package.identities()[instance.identity];
        let key = |(indicator, explicit): &Named| {
            let default = &self.package.indicators()[*indicator].ref_area;
            let ref_area = if instance.ref_area.is_empty() {
                explicit.as_ref().unwrap_or(default).clone()
            } else {
                instance.ref_area.clone()
            };
            Key::plain(*indicator, ref_area, Some(instance.period))
        };
        row.references.iter().map(key).collect()
    }

    pub(super) fn identities(&mut self) {
        let mut seen: HashSet<Instance> = HashSet::new();
        // What an identity implies may be what another one needs.
        loop {
            let mut found = Vec::new();
            for (identity, row) in self.package.identities().iter().enumerate() {
                let everywhere = row.references.iter().all(|(_, explicit)| explicit.is_none());
                for variable in &self.variables {
                    let Variable::Quantity(key) = variable else { continue };
                    let Some(period @ Period::One(_)) = key.period else { continue };
                    let fits = |(indicator, area): &Named| {
                        let default = &self.package.indicators()[*indicator].ref_area;
                        *indicator == key.indicator && (everywhere || area.as_ref().unwrap_or(default) == &key.ref_area)
                    };
                    if !key.label.is_empty() || key.source.is_some() || !row.references.iter().any(fits) {
                        continue;
                    }
                    let ref_area = if everywhere { key.ref_area.clone() } else { String::new() };
                    let instance = Instance { identity, ref_area, period };
                    if seen.insert(instance.clone()) {
                        found.push(instance);
                    }
                }
            }
            if found.is_empty() {
                return;
            }
            for instance in found {
                self.identity(instance);
            }
        }
    }

    fn identity(&mut self, instance: Instance) {
        let row = &self.package.identities()[instance.identity];
        let variables: Vec<usize> = self.keys(&instance).into_iter().map(|key| self.variable(key, false)).collect();
        let place = |expression: &mut Expression, operand: usize| match &row.formula.operands()[operand] {
            Operand::Literal(quantity) => {
                let value = quantity.stated(self.package.policy(), quantity.may_be_negative());
                expression.constant(Bounds::from(&to_formula(value, quantity.unit())))
            }
            Operand::Figure(_) => expression.variable(variables[row.formula.reference_at(operand).unwrap_or_default()]),
        };
        let mut expression = Expression::default();
        let Some([left, right]) = row.formula.lower_sides(&mut expression, &place) else { return };
        let tolerance = if self.widths == Widths::Points { 0.0 } else { row.tolerance / 100.0 };
        let nearly = expression.constant(Bounds::closed(1.0 - tolerance, 1.0 + tolerance));
        let right = expression.multiply(right, nearly);
        expression.subtract(left, right);
        self.require(Item::Identity(instance), vec![Way::new(expression, Bounds::point(0.0))]);
    }
}
